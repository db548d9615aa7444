#!/bin/sh
# A sweep run by Slurm as a job array is, byte for byte, the sweep of one process.
#
# Starts a whole cluster on this machine, in a directory of its own and on ports
# of its own: munged with a key made for it, slurmctld, and slurmd as the one
# node. Submits the job array that haggle(1) shows, waits for it, joins the parts,
# compares, and stops everything again. Nothing of an installed cluster is
# read, touched or started.
#
# Usage, as root:  sh tests/slurm.sh [HAGGLE]       HAGGLE: build/haggle
# Needs Debian's slurm-wlm and munge (make deps-dev installs neither).
# Exit status: 0 the same bytes, 1 not, 77 it cannot be tried here.
set -eu
cd "$(dirname "$0")/.."
haggle=$(realpath "${1:-build/haggle}")
skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'slurmd takes root'
for tool in munged slurmctld slurmd sbatch squeue scontrol; do
	command -v $tool >/dev/null 2>&1 ||
		skip "there is no $tool: apt-get install slurm-wlm munge"
done
[ -x "$haggle" ] || { echo "no program $haggle: make builds it"; exit 1; }
scenario=$(realpath presets/symmetric.ini)

# Short, because a socket's path is; with safe owners up to /, for munged.
dir=$(mktemp -d /run/haggle-slurm.XXXXXX)
munged=
ctld=
slurmd=
stop() {
	for pid in $slurmd $ctld $munged; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || :
	done
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
trouble() {
	echo "$1"
	tail -n 15 "$dir"/*.log
	exit 1
}

chmod 755 "$dir"
mkdir "$dir/state" "$dir/spool" "$dir/out"
(umask 077 && head -c 1024 /dev/urandom >"$dir/munge.key")
munged --foreground --force --num-threads=2 --key-file="$dir/munge.key" \
	--socket="$dir/munge.socket" --pid-file="$dir/munged.pid" \
	--seed-file="$dir/munged.seed" --log-file="$dir/munged.log" >"$dir/munged.out.log" 2>&1 &
munged=$!

host=$(hostname -s 2>/dev/null || uname -n)
cat >"$dir/slurm.conf" <<EOF
ClusterName=haggle
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=27817
SlurmdPort=27818
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SchedulerParameters=bf_interval=1,sched_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=5 State=UP
EOF
export SLURM_CONF="$dir/slurm.conf"

# Waits for a command to succeed, a minute at most.
await() {
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -le 120 ] || return 1
		sleep 0.5
	done
}
await test -S "$dir/munge.socket" || trouble 'munged does not start'
slurmctld -D -f "$SLURM_CONF" >"$dir/slurmctld.out.log" 2>&1 &
ctld=$!
await scontrol ping || trouble 'slurmctld does not start'
slurmd -D -f "$SLURM_CONF" >"$dir/slurmd.out.log" 2>&1 &
slurmd=$!
idle() {
	sinfo --noheader --format=%t | grep -q '^idle'
}
await idle || trouble 'the node does not come up'
echo "a cluster of one node: $(sinfo --version), $(nproc) processors"

# The job array, as haggle(1) has it: a task a shard.
cat >"$dir/sweep.sh" <<EOF
#!/bin/sh
#SBATCH --array=1-8
#SBATCH --output=$dir/out/part-%a.csv
#SBATCH --error=$dir/out/errors-%a
exec "$haggle" sweep --jobs=1 --shard=\$SLURM_ARRAY_TASK_ID/\$SLURM_ARRAY_TASK_COUNT \\
	--vary generalist.cost.scale=0.5:4:40 --vary medicine.cost.scale=0.5:4:50:log "$scenario"
EOF
sbatch --wait --chdir="$dir" "$dir/sweep.sh" >"$dir/sbatch.log" 2>&1 || trouble 'the job array failed'
for k in 1 2 3 4 5 6 7 8; do
	[ ! -s "$dir/out/errors-$k" ] || { cat "$dir/out/errors-$k"; trouble "task $k complains"; }
	cat "$dir/out/part-$k.csv"
done >"$dir/joined"
"$haggle" sweep --vary generalist.cost.scale=0.5:4:40 --vary medicine.cost.scale=0.5:4:50:log \
	"$scenario" >"$dir/whole"
cmp "$dir/whole" "$dir/joined" || trouble 'the parts joined are not the whole'
[ "$(wc -l <"$dir/whole")" -eq 2001 ] || trouble 'not all rows are there'
echo 'a job array of 8 tasks, 2001 lines: the same bytes'
