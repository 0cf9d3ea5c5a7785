#!/usr/bin/env bash
# Measures the built-in generator on sets of questions, the seen part of a set apart from the unseen fifth of its databases (lowest SHA-256 of the names).
# usage: eng/measure-generator.sh DATA [TOOL]   DATA holds <set>/questions.json and <set>/databases; TOOL is the scorer.
#        GENERATOR_SETS="spider-dev dusql-dev" chooses; default all. *-dev: 700 seen questions; never read the questions of *-unseen and cspider.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
data=$1
tool=${2:-$data/../../tools/score_text2sql.py}
work=${GENERATOR_DIR:-$(mktemp -d)}
mkdir -p "$work"

python3 - "$data" "$work" <<'PYTHON'
import hashlib, json, os, random, sys
data, work = sys.argv[1:]
hidden = {q['db_id'] for q in json.load(open(f'{data}/cspider-tune/questions.json', encoding='utf-8'))}
for name in ('spider-train', 'dusql-tune'):
    questions = json.load(open(f'{data}/{name}/questions.json', encoding='utf-8'))
    ids = sorted({q['db_id'] for q in questions}, key=lambda d: hashlib.sha256(d.encode()).hexdigest().upper())
    unseen = set(ids[:(len(ids) + 4) // 5])
    seen = [q for q in questions if q['db_id'] not in unseen and q['db_id'] not in hidden]
    random.seed(1)
    random.shuffle(seen)
    short = name.split('-')[0]
    for part, some in (('seen', seen), ('dev', seen[:700]), ('unseen', [q for q in questions if q['db_id'] in unseen])):
        json.dump(some, open(f'{work}/{short}-{part}.json', 'w', encoding='utf-8'), ensure_ascii=False)
PYTHON

for set in ${GENERATOR_SETS:-spider-dev spider-unseen dusql-dev dusql-unseen cspider defog}; do
  case $set in
    spider-*) questions=$work/$set.json databases=$data/spider-train/databases ;;
    dusql-*) questions=$work/$set.json databases=$data/dusql-tune/databases ;;
    cspider) questions=$data/cspider-tune/questions.json databases=$data/spider-train/databases ;;
    *) questions=$data/$set-tune/questions.json databases=$data/$set-tune/databases ;;
  esac
  MEMORI_DATA_DIR=$work/state-$set nice "$root/memori" eval text2sql --questions "$questions" --databases "$databases" --generator embedded --jobs 1 \
    --predictions "$work/$set.predictions" > "$work/$set.out"
  python3 "$tool" "$questions" "$databases" "$work/$set.predictions" --errors "$work/$set.errors.json" | grep -E 'non-empty|confidence' | sed "s/^/$set: /"
  grep -o 'Latency [^;]*' "$work/$set.out" | sed "s/^/$set: /"
done
