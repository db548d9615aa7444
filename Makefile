# haggle: play with the fine-tuning game in a terminal.    GNU make; see README.md
#
#   make            build/haggle             make deps       what it needs, by the system's packages
#   make run        start it (ARGS=...)      make install    PREFIX, DESTDIR; make uninstall
#   make check      the tests (SUITE=name)   make asan       a sanitizer build; make check-asan
#   make lint       clang-tidy, cppcheck     make coverage   lines of src/ that the tests reach
#   make valgrind   make check-tsan          make bench      how fast it is
#   make torture    what is thrown at it: random games and keys, crowds, kills, fuzz (QUICK=1, PART=10)
#   make check-ssh  --restricted behind a real sshd, every key under strace
#   make fuzz       FUZZ_TIME=60 seconds of each fuzzer, clang
#   make dist       a tarball                make distcheck  it builds and passes elsewhere
#   make deb        Debian's package         make pkgbuild   Arch's recipe, with the tarball
#   make check-package  both, where they will be installed
#   make static     one file for hosts that have nothing; make check-static: in an empty root
#
# As many jobs at a time as there are processors; -j1 for one.
# WERROR=1 makes warnings errors; V=1 shows whole command lines.
#
# Nothing here asks pkg-config before a recipe needs the answer, so that
# `make deps run` works in one go where pkg-config is still to be installed.

VERSION := 0.9.0
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif

BUILD ?= build
PREFIX ?= /usr/local
bindir ?= $(PREFIX)/bin
datadir ?= $(PREFIX)/share
mandir ?= $(datadir)/man
docdir ?= $(datadir)/doc/haggle
PKG_CONFIG ?= pkg-config
INSTALL ?= install

HARDEN := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS ?= -O2 -g $(HARDEN)
STD := -std=c11 -D_XOPEN_SOURCE=700
WARN := -Wall -Wextra -Wshadow -Wconversion -Wformat-security -pedantic
ifneq ($(filter-out 0,$(WERROR)),)
WARN += -Werror
endif
# Contracted products would make the last digit depend on the machine; errno
# after sqrt is read by nobody and keeps it from being one instruction.
FLOAT := -ffp-contract=off -fno-math-errno
# Two numbers that were stored one by one and are loaded as one wait for both stores: gcc makes
# them so wherever a struct's neighbours are worked on alike, and plays take a tenth longer.
# Formulas, whose numbers come in twos, do not.
APART := -fno-tree-slp-vectorize
DEFS := -DHAGGLE_VERSION='"$(VERSION)"' -DHAGGLE_DATADIR='"$(datadir)/haggle"'
BASE_CFLAGS := $(STD) $(WARN) $(FLOAT) -pthread -Iinclude -Isrc $(DEFS)

# pkg-config's answers: asked for once, when a recipe first uses them. What
# curses says about feature macros is left out, they are chosen above. SQLite comes first:
# libraries are looked through in this order at every start, mostly for its own symbols.
ask = $(eval $1 := $$(filter-out -D_%,$$(shell $(PKG_CONFIG) $2)))$(answered)$($1)
answered = $(if $(filter-out 0,$(.SHELLSTATUS)),$(error something is not installed yet: \
	'make deps' sees to it))
LIB_CFLAGS = $(call ask,LIB_CFLAGS,--cflags sqlite3 gsl inih libutf8proc)
LIB_LIBS = $(call ask,LIB_LIBS,--libs sqlite3 gsl inih libutf8proc)
UI_CFLAGS = $(call ask,UI_CFLAGS,--cflags ncursesw)
UI_LIBS = $(call ask,UI_LIBS,--libs ncursesw)
TEST_CFLAGS = $(call ask,TEST_CFLAGS,--cflags cunit vterm jansson)
TEST_LIBS = $(call ask,TEST_LIBS,--libs cunit vterm jansson)

COMPILE = $(CC) $(BASE_CFLAGS) $(LIB_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(EXTRA_CFLAGS) -MMD -MP -c
LINK = $(CC) $(CFLAGS) $(EXTRA_CFLAGS) -pthread $(LDFLAGS)

V ?= 0
Q := $(if $(filter 0,$(V)),@)
SAY = @$(if $(filter 0,$(V)),echo "  $1	$@",:)

# base..view are the library; the tests link it, and what of ui knows no
# curses, without ncurses: a curses call in the wrong place does not link.
LIB_SRC := $(wildcard $(addsuffix /*.c,$(addprefix src/,base model solver game bargain room view)))
UI_SRC := $(wildcard src/ui/*.c)
MAIN_SRC := $(wildcard src/*.c)
TEST_SRC := $(wildcard tests/*.c)
BENCH_SRC := $(wildcard tests/bench/*.c)
TORTURE_SRC := $(wildcard tests/torture/*.c)
objects = $(patsubst %.c,$(BUILD)/%.o,$1)
OBJ := $(call objects,$(LIB_SRC) $(UI_SRC) $(MAIN_SRC) $(TEST_SRC) $(BENCH_SRC) $(TORTURE_SRC) \
	tests/coverage/counters.c)
PRESETS := $(wildcard presets/*.ini)
MANS := $(wildcard man/*.[1-8])

all: $(BUILD)/haggle

$(BUILD)/libhaggle.a: $(call objects,$(LIB_SRC))
	$(call SAY,AR)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^
$(BUILD)/libui.a: $(call objects,$(UI_SRC))
	$(call SAY,AR)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^
$(BUILD)/haggle: $(call objects,$(MAIN_SRC)) $(MORE_OBJ) $(BUILD)/libui.a $(BUILD)/libhaggle.a
	$(call SAY,LD)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(UI_LIBS) -lm
# What tests/test_memory.c takes over, to refuse memory.
REFUSE := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup
$(BUILD)/tests/run: $(call objects,$(TEST_SRC)) $(BUILD)/libui.a $(BUILD)/libhaggle.a | \
		$(BUILD)/tests/faults.so
	$(call SAY,LD)
	$(Q)$(LINK) $(REFUSE) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS) -lm
$(BUILD)/tests/bench/run: $(call objects,$(BENCH_SRC)) $(BUILD)/tests/pty.o $(BUILD)/libhaggle.a
	$(call SAY,LD)
	$(Q)$(LINK) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS) -lm

# What tests/test_faults.c has the program load, to make its calls fail.
$(BUILD)/tests/faults.so: tests/faults/faults.c Makefile
	$(call SAY,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(STD) $(WARN) -Wno-pedantic -O2 -fPIC -shared -o $@ $< -ldl

# Each tests/torture/*.c that has a main is a program; the others are shared.
TORTURE_MAIN := $(if $(TORTURE_SRC),$(shell grep -l '^int main' $(TORTURE_SRC)))
# What they share with the suites.
TORTURE_USES := $(addprefix tests/,pty.c child.c games.c grid.c tree.c shapes.c brute.c oracle.c laws.c \
	laws_table.c laws_curve.c regulate_brute.c promises.c contract_laws.c)
TORTURE := $(TORTURE_MAIN:%.c=$(BUILD)/%)
$(TORTURE): $(BUILD)/%: $(BUILD)/%.o $(call objects,$(filter-out $(TORTURE_MAIN),$(TORTURE_SRC))) \
		$(call objects,$(TORTURE_USES)) $(BUILD)/libhaggle.a
	$(call SAY,LD)
	$(Q)$(LINK) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS) -lm

$(call objects,$(filter-out src/model/formula%,$(LIB_SRC))): MORE_CFLAGS = $(APART)
$(call objects,$(UI_SRC)): MORE_CFLAGS = $(UI_CFLAGS)
$(call objects,$(TEST_SRC) $(BENCH_SRC) $(TORTURE_SRC)): MORE_CFLAGS = $(TEST_CFLAGS) -Itests \
	-DHAGGLE_PROGRAM='"$(BUILD)/haggle"' -DHAGGLE_FAULTS='"$(CURDIR)/$(BUILD)/tests/faults.so"'
$(OBJ): $(BUILD)/%.o: %.c Makefile
	$(call SAY,CC)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(MORE_CFLAGS) -o $@ $<
-include $(OBJ:.o=.d)

# Where the presets will be is compiled in: another PREFIX compiles it again.
$(BUILD)/datadir: FORCE
	@mkdir -p $(@D)
	@echo '$(datadir)' | cmp -s - $@ || echo '$(datadir)' >$@
$(BUILD)/src/model/preset.o: $(BUILD)/datadir

# With several goals, nothing is compiled before the packages are there, and what was is gone.
FIRST := $(filter deps deps-dev clean,$(MAKECMDGOALS))
ifneq ($(FIRST),)
$(OBJ) $(BUILD)/datadir: | $(FIRST)
endif

run: $(BUILD)/haggle
	$(BUILD)/haggle $(ARGS)

# build-static/haggle asks of its host neither a library nor the description of a terminal.
STATIC_TERMINALS := xterm xterm-256color vt100 vt220 linux screen screen-256color tmux tmux-256color \
	rxvt-unicode rxvt-unicode-256color ansi
static:
	@mkdir -p build-static
	@for t in $(STATIC_TERMINALS); do \
		d=$$(infocmp -0 -q -Q2 $$t 2>/dev/null) && echo "{\"$$t\", \"$$d\"},"; done >build-static/new; \
		cmp -s build-static/new build-static/terminals.h || mv build-static/new build-static/terminals.h
	$(MAKE) --no-print-directory BUILD=build-static PKG_CONFIG='$(PKG_CONFIG) --static' LDFLAGS=-static \
		EXTRA_CFLAGS='-DHAGGLE_TERMINALS -Ibuild-static' all
check-static: static $(BUILD)/haggle $(BUILD)/tests/torture/every_key
	sh tests/static.sh build-static/haggle $(BUILD)/tests/torture/every_key

check-layers:
	@sh tests/check-layers.sh

check: check-layers $(BUILD)/haggle $(BUILD)/tests/run $(TORTURE)
	$(BUILD)/tests/run $(SUITE)

check-ssh: $(BUILD)/haggle $(BUILD)/tests/torture/every_key $(BUILD)/tests/torture/class_hour
	sh tests/ssh.sh $(BUILD)/haggle
	sh tests/ssh-class.sh $(BUILD)/haggle

# Instruments blind the compilers to ranges that they see else: no -Werror.
ASAN := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all \
	-Wno-error
TSAN := -O1 -g -fsanitize=thread -Wno-error
COVER := -DHAGGLE_COVERAGE -Og -g --coverage -fprofile-update=atomic -Wno-error
COVER_LINK := -Wl,--wrap=raise,--wrap=setrlimit
asan:
	$(MAKE) --no-print-directory BUILD=build-asan CFLAGS='$(ASAN)' all
check-asan:
	$(MAKE) --no-print-directory BUILD=build-asan CFLAGS='$(ASAN)' check
tsan:
	$(MAKE) --no-print-directory BUILD=build-tsan CFLAGS='$(TSAN)' all
check-tsan:
	$(MAKE) --no-print-directory BUILD=build-tsan CFLAGS='$(TSAN)' check

# The suites that start no program of their own: valgrind would follow none of
# them, and the sanitizers do.
SUITES = $(shell sed -n 's/^SUITE(\(.*\)).*/\1/p' tests/suites.h)
# Nor family: long doubles are but doubles there. What threads keep of their stacks
# is possibly lost to it, and is not.
NOT_VALGRIND := pty room_server room_terminal cli% scripts explorer% family docs memory figure handout plain
# PART=10: every tenth suite.
VALGRIND_SUITES = $(shell printf '%s\n' $(filter-out $(NOT_VALGRIND),$(SUITES)) | \
	awk -v part=$(or $(PART),1) 'NR % part == 1 % part')
valgrind: $(BUILD)/haggle $(BUILD)/tests/run
	valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
		--errors-for-leak-kinds=definite $(BUILD)/tests/run \
		$(or $(SUITE),$(VALGRIND_SUITES))

# What compilers do not say; what is switched off, and why: .clang-tidy, .cppcheck.
LINT_SRC := $(LIB_SRC) $(UI_SRC) $(MAIN_SRC)
lint:
	@cppcheck --std=c11 -D_XOPEN_SOURCE=700 -Iinclude -Isrc --enable=warning,performance,portability \
		--suppressions-list=.cppcheck --error-exitcode=1 --quiet -j 2 $(LINT_SRC)
	@printf '%s\n' $(LINT_SRC) | xargs -n 12 -P 2 sh -c 'clang-tidy --quiet "$$@" 2>/dev/null -- $(STD) \
		-DHAGGLE_VERSION=\"\" -DHAGGLE_DATADIR=\"\" -Iinclude -Isrc $(LIB_CFLAGS) $(UI_CFLAGS)' sh

# Lines of src/ that the tests reach, the pseudo-terminal's programs included.
# A process for each suite: one that does not come to its end, and so counts
# for nothing, takes no other with it.
coverage:
	rm -rf build-cov
	@$(MAKE) --no-print-directory BUILD=build-cov CFLAGS='$(COVER)' LDFLAGS='$(COVER_LINK)' \
		MORE_OBJ=build-cov/tests/coverage/counters.o build-cov/haggle
	@$(MAKE) --no-print-directory BUILD=build-cov CFLAGS='$(COVER)' build-cov/tests/run \
		$(TORTURE:$(BUILD)/%=build-cov/%)
	@for s in $(SUITES); do \
		build-cov/tests/run $$s >build-cov/log.$$s 2>&1 || echo "$$s fails: build-cov/log.$$s"; done
	@gcovr --root . --filter src/ --sort-percentage --output build-cov/report --print-summary \
		build-cov >build-cov/summary
	@cat build-cov/report; grep -E '^(lines|branches)' build-cov/summary

# The checks of tests/fuzz_*.c on what libFuzzer makes up; what it finds worth
# keeping goes to build-fuzz/NAME, what breaks them stops it.
FUZZ := $(patsubst tests/fuzz_%.c,build-fuzz/%.run,$(wildcard tests/fuzz_*.c))
FUZZ_TIME ?= 60
FUZZ_CC ?= clang
FUZZ_CFLAGS := -O1 -g -fno-sanitize-recover=all -fsanitize=address,undefined,fuzzer
fuzz-library:
	$(MAKE) --no-print-directory BUILD=build-fuzz CC=$(FUZZ_CC) CFLAGS='$(FUZZ_CFLAGS)-no-link' \
		build-fuzz/libhaggle.a build-fuzz/libui.a
$(FUZZ): build-fuzz/%.run: fuzz-library tests/fuzz/entry.c $(wildcard tests/fuzz_*.c)
	$(call SAY,FUZZ)
	@mkdir -p build-fuzz/$*
	$(Q)$(FUZZ_CC) $(BASE_CFLAGS) $(LIB_CFLAGS) -Itests -DFUZZ=fuzz_$* $(FUZZ_CFLAGS) -o $@ \
		$(filter %.c,$^) build-fuzz/libui.a build-fuzz/libhaggle.a $(LIB_LIBS) -lm
fuzz: $(FUZZ)
	@for f in $(FUZZ:build-fuzz/%.run=%); do \
		d=; [ ! -f tests/fuzz/$$f.dict ] || d=-dict=tests/fuzz/$$f.dict; \
		c=; [ ! -d tests/fuzz/$$f ] || c=tests/fuzz/$$f; \
		build-fuzz/$$f.run -max_total_time=$(FUZZ_TIME) -timeout=5 -rss_limit_mb=1024 -verbosity=0 \
			-artifact_prefix=build-fuzz/$$f- -print_final_stats=1 $$d build-fuzz/$$f $$c \
			2>build-fuzz/$$f.log || { tail -n 30 build-fuzz/$$f.log; exit 1; }; \
		n=$$(sed -n 's/.*number_of_executed_units: *//p' build-fuzz/$$f.log); \
		echo "fuzz_$$f: $$n inputs, nothing found"; \
	done

torture: $(BUILD)/haggle $(TORTURE)
	QUICK='$(QUICK)' PART='$(PART)' LANES='$(LANES)' sh tests/torture.sh $(BUILD)

bench: $(BUILD)/haggle $(BUILD)/tests/bench/run
	$(BUILD)/tests/bench/run
# Instructions of the hot paths under callgrind, the same on every run.
bench-counts: $(BUILD)/haggle $(BUILD)/tests/bench/run
	sh tests/bench/callgrind.sh $(BUILD)/haggle
	sh tests/bench/callgrind.sh --terms $(BUILD)/tests/bench/run

# Completions come from the option table of the program itself.
BASH_COMPLETION := $(datadir)/bash-completion/completions
ZSH_COMPLETION := $(datadir)/zsh/site-functions
FISH_COMPLETION := $(datadir)/fish/vendor_completions.d
DOCS := $(wildcard README.md COPYING man/*.service)
sections = $(sort $(patsubst .%,%,$(suffix $(MANS))))

install: $(BUILD)/haggle
	$(INSTALL) -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(datadir)/haggle/presets' '$(DESTDIR)$(docdir)'
	$(INSTALL) -m 644 $(DOCS) '$(DESTDIR)$(docdir)'
	$(INSTALL) -m 755 $(BUILD)/haggle '$(DESTDIR)$(bindir)/haggle'
	$(INSTALL) -m 644 $(PRESETS) '$(DESTDIR)$(datadir)/haggle/presets'
	$(foreach s,$(sections),$(INSTALL) -d '$(DESTDIR)$(mandir)/man$s' && \
		$(INSTALL) -m 644 $(filter %.$s,$(MANS)) '$(DESTDIR)$(mandir)/man$s' &&) true
	$(BUILD)/haggle --completion=bash >$(BUILD)/completion.bash
	$(BUILD)/haggle --completion=zsh >$(BUILD)/completion.zsh
	$(BUILD)/haggle --completion=fish >$(BUILD)/completion.fish
	$(INSTALL) -d '$(DESTDIR)$(BASH_COMPLETION)' '$(DESTDIR)$(ZSH_COMPLETION)' \
		'$(DESTDIR)$(FISH_COMPLETION)'
	$(INSTALL) -m 644 $(BUILD)/completion.bash '$(DESTDIR)$(BASH_COMPLETION)/haggle'
	$(INSTALL) -m 644 $(BUILD)/completion.zsh '$(DESTDIR)$(ZSH_COMPLETION)/_haggle'
	$(INSTALL) -m 644 $(BUILD)/completion.fish '$(DESTDIR)$(FISH_COMPLETION)/haggle.fish'

uninstall:
	rm -f '$(DESTDIR)$(bindir)/haggle' '$(DESTDIR)$(BASH_COMPLETION)/haggle' \
		'$(DESTDIR)$(ZSH_COMPLETION)/_haggle' '$(DESTDIR)$(FISH_COMPLETION)/haggle.fish'
	rm -f $(foreach m,$(MANS),'$(DESTDIR)$(mandir)/man$(patsubst .%,%,$(suffix $m))/$(notdir $m)')
	rm -rf '$(DESTDIR)$(datadir)/haggle' '$(DESTDIR)$(docdir)'

# Debian's packages are installed, as root or through sudo; elsewhere their
# names are printed. Where all of them are there already, nothing is asked.
# deps-dev adds what only developers need.
DEPS_APT := gcc libc6-dev pkg-config libncurses-dev libgsl-dev libinih-dev libutf8proc-dev \
	libsqlite3-dev libcunit1-dev libvterm-dev libjansson-dev
DEPS_DEV_APT := clang clang-tidy libclang-rt-14-dev cppcheck gcovr valgrind parallel mandoc groff \
	strace openssh-server openssh-client gnuplot-nox zlib1g-dev
deps: PACKAGES = $(DEPS_APT)
deps-dev: PACKAGES = $(DEPS_APT) $(DEPS_DEV_APT)
deps deps-dev:
	@if command -v apt-get >/dev/null 2>&1; then \
		missing=; for p in $(PACKAGES); do \
			dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' \
			|| missing="$$missing $$p"; done; \
		[ -n "$$missing" ] || exit 0; \
		as=; [ "$$(id -u)" = 0 ] || as=sudo; \
		if [ -n "$$as" ] && ! command -v sudo >/dev/null 2>&1; then \
			echo "as root: apt-get install$$missing" >&2; exit 1; fi; \
		apt="$$as env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
			-o Dpkg::Use-Pty=0"; \
		echo "installing$$missing"; said=$$(mktemp) || exit; \
		{ $$apt update && $$apt install -y --no-install-recommends $$missing </dev/null; } \
			>"$$said" || { cat "$$said"; rm -f "$$said"; exit 1; }; \
		rm -f "$$said"; \
	elif command -v dnf >/dev/null 2>&1; then \
		echo 'sudo dnf install gcc pkgconf ncurses-devel gsl-devel inih-devel utf8proc-devel sqlite-devel' \
			'CUnit-devel libvterm-devel jansson-devel'; \
	elif command -v pacman >/dev/null 2>&1; then \
		echo 'sudo pacman -S gcc pkgconf ncurses gsl libinih libutf8proc sqlite cunit libvterm jansson'; \
	elif command -v brew >/dev/null 2>&1; then \
		echo 'brew install pkg-config ncurses gsl inih utf8proc sqlite cunit libvterm jansson'; \
	else \
		echo 'needed: a C compiler, pkg-config, ncursesw, gsl, inih, libutf8proc, sqlite3;' \
			'for the tests cunit, libvterm, jansson'; \
	fi

dist:
	git archive --format=tar.gz --prefix=haggle-$(VERSION)/ -o haggle-$(VERSION).tar.gz HEAD
# Debian's package, of what is committed (src/package); for Arch: src/package/PKGBUILD.
deb:
	sh src/package/deb.sh $(VERSION) $(BUILD)
pkgbuild: dist
	@mkdir -p $(BUILD)/package
	mv haggle-$(VERSION).tar.gz $(BUILD)/package
	sum=$$(sha256sum <$(BUILD)/package/haggle-$(VERSION).tar.gz) && sed "s/@VERSION@/$(VERSION)/; \
		s/@SHA256@/$${sum%% *}/" src/package/PKGBUILD >$(BUILD)/package/PKGBUILD
# As root; needs debootstrap, piuparts, autopkgtest; makepkg, pacman. What cannot be tried says so.
check-package: deb
	sh tests/package.sh $(BUILD) || [ $$? -eq 77 ]
	$(MAKE) --no-print-directory pkgbuild
	sh tests/arch.sh $(BUILD) || [ $$? -eq 77 ]
distcheck: dist
	sh tests/dist.sh haggle-$(VERSION).tar.gz

clean:
	rm -rf $(BUILD) build-asan build-tsan build-cov build-fuzz build-static

FORCE:

.PHONY: all run static check-static check check-layers check-ssh check-asan asan tsan check-tsan valgrind lint coverage bench \
	bench-counts fuzz fuzz-library torture install uninstall deps deps-dev dist deb pkgbuild check-package distcheck clean FORCE
