# haggle: play with the fine-tuning game in a terminal.
CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
BUILD ?= build
PKGS := ncursesw gsl inih
STD := -std=c11 -D_XOPEN_SOURCE=700
WARN := -Wall -Wextra -Wshadow -Wconversion -pedantic
ALL_CFLAGS := $(STD) $(WARN) -Iinclude $(shell pkg-config --cflags $(PKGS)) $(CFLAGS) $(EXTRA_CFLAGS)
LIB_LIBS := $(shell pkg-config --libs gsl inih) -lm -lpthread
ALL_LIBS := $(shell pkg-config --libs ncursesw) $(LIB_LIBS)
LIB_SRC := $(wildcard src/base/*.c src/model/*.c src/solver/*.c src/bargain/*.c src/view/*.c)
UI_SRC := $(wildcard src/ui/*.c src/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
UI_OBJ := $(UI_SRC:%.c=$(BUILD)/%.o)

all: $(BUILD)/haggle
$(BUILD)/libhaggle.a: $(LIB_OBJ)
	rm -f $@ && $(AR) rcs $@ $^
$(BUILD)/haggle: $(UI_OBJ) $(BUILD)/libhaggle.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
clean:
	rm -rf $(BUILD)
.PHONY: all clean
-include $(LIB_OBJ:.o=.d) $(UI_OBJ:.o=.d)
