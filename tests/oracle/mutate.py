"""Applies one-line mutations of the engine, one at a time; the oracle's corpus must catch each.

mutate.py [--list tests/oracle/mutations.json] [--work DIRECTORY] [--tickets 3000] [--least 30] [--only NAME]

The list: [{"name", "file", "old", "new"}, …]; `file` is relative to the repository, `old` occurs in it exactly
once. The source tree is copied to a scratch directory; nothing in the repository is changed. A mutation is caught
when an answer of the rebuilt command differs from the oracle's or from the unmutated command's. A mutation that
does not apply or does not compile is a failure, and so is a corpus on which the unmutated command fails.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import compare  # noqa: E402
import oracle  # noqa: E402
from generate import case  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LEFT_OUT = {'.git', 'build', 'node_modules', 'data', '.ci', '__pycache__', '.pytest_cache'}
PER_BOOK = 60
SEED = 7
# A mutant may loop for ever; the unmutated command needs a fraction of a second for one book.
PATIENCE_SECONDS = 30


def copy_tree(target):
    shutil.copytree(ROOT, target, dirs_exist_ok=True, symlinks=True,
                    ignore=lambda _, names: [n for n in names if n in LEFT_OUT])


def environment(source):
    """Of the compiler: what the native build has compiled already is found in its cache."""
    return {'CCACHE_DIR': os.path.join(ROOT, 'build', 'ccache'), 'CCACHE_NOHASHDIR': '1', **os.environ, 'CCACHE_BASEDIR': source}


def configure(source, build):
    """Like the native preset and at the same place in the tree, so that the cache knows its commands."""
    third_party = os.environ.get('FENMING_THIRD_PARTY') or os.path.join(ROOT, 'build', 'third_party')
    os.symlink(third_party, os.path.join(source, 'build', 'third_party'))
    return subprocess.run(['cmake', '--preset', 'native', '-B', build, '-DFENMING_TESTS=OFF'], cwd=source, env=environment(source),
                          capture_output=True, text=True, check=False)


def compile_command(source, build):
    return subprocess.run(['ninja', '-C', build, 'fenming'], env=environment(source), capture_output=True, text=True, check=False)


class Corpus:
    """Fixed cases with the unmutated command's bytes and the oracle's results."""

    def __init__(self, tickets, folder, program):
        self.folder = folder
        self.cases = []
        wrong = []
        for number in range(-(-tickets // PER_BOOK)):
            file, wanted, entries = case(SEED, number, PER_BOOK)
            output, code, errors = compare.run_engine(file, [e[0] for e in entries], wanted, folder, program)
            self.cases.append((file, wanted, [e[0] for e in entries], output))
            if code not in (0, 1):
                wrong.append(f'book {number}: exit {code} {errors[:300]}')
                continue
            results, lines = compare.engine_results(output)
            expected = oracle.File(file)
            for place, (_, ticket, broken) in enumerate(entries, 1):
                if broken:
                    equal = lines.get(place) == broken
                else:
                    equal = compare.same(results.get(ticket['ticket']), expected.settle(ticket, wanted))
                if not equal:
                    wrong.append(f'book {number}, ticket line {place}: the oracle differs')
        self.wrong = wrong

    def catches(self, program):
        """Why the mutant is caught, or None. Golden bytes stand for the oracle: both were equal."""
        for number, (file, wanted, texts, golden) in enumerate(self.cases):
            try:
                output, code, _ = compare.run_engine(file, texts, wanted, self.folder, program, PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                return f'book {number}: no answer within {PATIENCE_SECONDS} s'
            if code not in (0, 1):
                return f'book {number}: exit {code}'
            if output != golden:
                before, after = golden.split(b'\n'), output.split(b'\n')
                at = next((i for i, pair in enumerate(zip(before, after)) if pair[0] != pair[1]), min(len(before), len(after)))
                return f'book {number}, output line {at + 1}'
        return None


def try_mutation(mutation, source, build, corpus, program):
    """(caught, text)"""
    path = os.path.join(source, mutation['file'])
    if not os.path.isfile(path):
        return False, f'{mutation["file"]} does not exist'
    with open(path, encoding='utf-8', newline='') as file:
        original = file.read()
    count = original.count(mutation['old'])
    if count != 1:
        return False, f'the old text occurs {count} times in {mutation["file"]}'
    if mutation['old'] == mutation['new'] or '\n' in mutation['old'] + mutation['new']:
        return False, 'not a mutation of one line'
    try:
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(original.replace(mutation['old'], mutation['new']))
        built = compile_command(source, build)
        if built.returncode != 0:
            errors = [l for l in built.stdout.splitlines() if 'error' in l]
            return False, 'does not compile: ' + ' | '.join(errors[:3])[:400]
        if 'no work to do' in built.stdout:
            return False, 'not part of the command: nothing was rebuilt'
        why = corpus.catches(program)
        return why is not None, why or 'SURVIVED'
    finally:
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(original)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--list', default=os.path.join(ROOT, 'tests', 'oracle', 'mutations.json'))
    parser.add_argument('--work', help='scratch directory to keep; else a temporary one')
    parser.add_argument('--tickets', type=int, default=3000)
    parser.add_argument('--least', type=int, default=30, help='fewer mutations than this are a failure')
    parser.add_argument('--only', help='run the mutation of this name alone')
    options = parser.parse_args()
    with open(options.list, encoding='utf-8') as file:
        mutations = json.load(file)
    least = options.least
    if options.only:
        mutations, least = [m for m in mutations if m['name'] == options.only], 1
    passed = failed = 0
    if len(mutations) < least:
        print(f'FAILED {len(mutations)} mutations, at least {least} wanted')
        failed += 1
    with tempfile.TemporaryDirectory() as scratch:
        work = os.path.abspath(options.work) if options.work else scratch
        source = os.path.join(work, 'source')
        build = os.path.join(source, 'build', 'native')
        shutil.rmtree(source, ignore_errors=True)
        copy_tree(source)
        os.makedirs(os.path.dirname(build))
        for step in (configure(source, build), compile_command(source, build)):
            if step.returncode != 0:
                print(f'FAILED the unmutated tree does not build\n{(step.stdout + step.stderr)[-3000:]}')
                print(f'{passed} passed, {failed + 1} failed')
                return 1
        program = os.path.join(build, 'fenming')
        corpus = Corpus(options.tickets, scratch, program)
        for text in corpus.wrong[:10]:
            print(f'FAILED unmutated: {text}')
        failed += len(corpus.wrong)
        for mutation in mutations:
            started = time.monotonic_ns()
            caught, text = try_mutation(mutation, source, build, corpus, program)
            seconds = (time.monotonic_ns() - started) // 10**9
            passed, failed = passed + caught, failed + (not caught)
            print(f'{"ok    " if caught else "FAILED"} {mutation["name"]}: {text} ({seconds} s)', flush=True)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
