using System.Text.Json.Nodes;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>
/// One import: nothing is believed that did not run. What is kept is less sure than what was answered here until a person calls it right, so that
/// planted pairs don't outweigh other evidence. Not thread-safe.
/// </summary>
internal sealed class PairImport(MemoryEngine memory, PairProver prover, TimeProvider time, Scope scope, Caller caller, DataSource source, DatabaseSchema schema, string? origin)
{
    public const string Generator = "imported";
    private const double KeptConfidence = 0.6;
    private const double EmptyConfidence = 0.4;
    private const double NearDuplicateFactor = 0.75;

    // A file full of slow queries must not keep the database busy for hours.
    private const int MostTimeouts = 5;

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly HashSet<(string Question, string Sql)> _wrong = [];
    private readonly NearQuestions _near = new();
    private readonly List<ImportedPair> _done = [];
    private int _timeouts;

    public IReadOnlyList<ImportedPair> Done => _done;

    /// <summary>Tells of a pair that is there already.</summary>
    public void Know(Memory pair)
    {
        if (VerifiedPairs.FromMemory(pair, 1) is not { } known)
        {
            return;
        }

        var form = SqlForm.Of(known.Sql, source.Dialect);
        if (known.Verdict == VerifiedPairs.Wrong)
        {
            _wrong.Add((ContentKey.Of(null, known.Question), form));
        }
        else if (pair.Status == MemoryStatus.Active)
        {
            _known.TryAdd(ContentKey.Of(null, known.Question), new Known(pair.Id, known.Sql, form));
            _near.Add(known.Question, form);
        }
    }

    public async Task AddAsync(PairRecord record, CancellationToken cancellationToken)
    {
        try
        {
            _done.Add(await ImportAsync(record, cancellationToken).ConfigureAwait(false));
        }
        catch (GuardRefusedException e)
        {
            _done.Add(NotKept(record, PairOutcome.Refused, e.Refusal.Rule, e.Refusal.Message));
        }
        catch (SqlSyntaxException e)
        {
            _done.Add(NotKept(record, PairOutcome.Refused, e.Rule, e.Text));
        }
        catch (SqlBindingException e)
        {
            _done.Add(NotKept(record, PairOutcome.Refused, e.Rule, e.Text));
        }
        catch (QueryFailedException e)
        {
            _timeouts += e.Kind == FaultKind.Timeout ? 1 : 0;
            _done.Add(NotKept(record, PairOutcome.Failed, e.Code, new LocalizedText(e.EngineMessage, e.EngineMessage)));
        }
        catch (MemoriException e) when (e.Kind is FaultKind.BadRequest or FaultKind.Refused)
        {
            _done.Add(NotKept(record, PairOutcome.Refused, e.Code, e.Text));
        }
    }

    private async Task<ImportedPair> ImportAsync(PairRecord record, CancellationToken cancellationToken)
    {
        var question = QuestionText.Read(record.Question, record.AskedAt ?? time.GetLocalNow());

        // Rendered from the tree: no comment of whoever wrote it goes on into prompts.
        var sql = SqlRenderer.Render(ImportedSql.Read(record.Sql, schema), source.Dialect);
        var form = SqlForm.Of(sql, source.Dialect);
        var key = ContentKey.Of(null, question.Text);
        if (_wrong.Contains((key, form)))
        {
            return NotKept(record, PairOutcome.Refused, "called-wrong", new LocalizedText(
                "This SQL was called wrong for this question.", "此 SQL 已被评为不适用于该问题。"));
        }

        if (_known.TryGetValue(key, out var known) && known.Form == form)
        {
            return Outcome(record, PairOutcome.Duplicate, known.MemoryId);
        }

        if (_timeouts >= MostTimeouts)
        {
            return NotKept(record, PairOutcome.Failed, "not-tried", new LocalizedText(
                "Too many queries of this file took too long; this one was not tried.", "此文件中超时的查询过多,未尝试执行此条。"));
        }

        var (proof, result) = await prover.ProveAsync(source, caller, sql, cancellationToken).ConfigureAwait(false);
        if (proof.Reads is { Tables.Count: 0 })
        {
            return NotKept(record, PairOutcome.Refused, "reads-nothing", new LocalizedText(
                "This SQL reads no table: what it says does not come from the data.", "此 SQL 未读取任何表,其结果并非来自数据。"));
        }

        var digest = ResultComparer.Digest(result);
        if (known is not null)
        {
            if (await DigestAsync(known, cancellationToken).ConfigureAwait(false) == digest)
            {
                return Outcome(record, PairOutcome.Duplicate, known.MemoryId);
            }

            await ContestAsync(known, cancellationToken).ConfigureAwait(false);
            var contested = await KeepAsync(question, sql, proof, KeptConfidence, aside: true, cancellationToken).ConfigureAwait(false);
            return Conflict(record.Question, _done.Count, contested.Id);
        }

        var near = _near.Find(question.Text, form);
        var empty = Verifier.IsEmpty(result);
        var confidence = (empty ? EmptyConfidence : KeptConfidence) * (near is null ? 1 : NearDuplicateFactor);
        var kept = await KeepAsync(question, sql, proof, confidence, aside: false, cancellationToken).ConfigureAwait(false);
        _known[key] = new Known(kept.Id, sql, form) { Digest = digest, Index = _done.Count };
        _near.Add(question.Text, form);
        return Outcome(record, empty ? PairOutcome.Empty : PairOutcome.Kept, kept.Id) with { NearDuplicateOf = near };
    }

    private Task<Memory> KeepAsync(Question question, string sql, Proof proof, double confidence, bool aside, CancellationToken cancellationToken)
    {
        var metadata = VerifiedPairs.Metadata(source.Id, sql, Generator, question.AskedAt, confidence, proof);
        var pair = new NewMemory
        {
            Content = question.Text,
            Kind = MemoryKind.Query,
            Layer = MemoryLayer.Long,
            Status = aside ? MemoryStatus.Archived : MemoryStatus.Active,
            Provenance = origin is null ? "import" : $"import: {origin}",
            Confidence = confidence,
            Metadata = aside ? Contested(metadata) : metadata,
        };
        return memory.RememberAsync(PairScopes.Own(scope, source.Id), pair, cancellationToken);
    }

    // Of two pairs of one file nobody knows which is right. What was there before stays until a person decides.
    private async Task ContestAsync(Known known, CancellationToken cancellationToken)
    {
        if (known.Index is not { } index || _done[index].Outcome == PairOutcome.Conflicting)
        {
            return;
        }

        var own = PairScopes.Own(scope, source.Id);
        if (await memory.GetAsync(own, known.MemoryId, cancellationToken).ConfigureAwait(false) is { Metadata: { } metadata })
        {
            await memory.UpdateAsync(own, known.MemoryId, new MemoryChange { Metadata = Contested(metadata), Status = MemoryStatus.Archived }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        _done[index] = Conflict(_done[index].Question, index, known.MemoryId);
    }

    private async Task<string?> DigestAsync(Known known, CancellationToken cancellationToken)
    {
        try
        {
            return known.Digest ??= ResultComparer.Digest((await prover.ProveAsync(source, caller, known.Sql, cancellationToken).ConfigureAwait(false)).Result);
        }
        catch (MemoriException e) when (e.Kind is FaultKind.BadRequest or FaultKind.Refused)
        {
            return null;
        }
    }

    private JsonObject Contested(JsonObject metadata) => VerifiedPairs.Aside(metadata, "conflict", "The same question has other SQL with other rows.", time.GetUtcNow());

    private ImportedPair Outcome(PairRecord record, PairOutcome outcome, string memoryId) => new(_done.Count, record.Question, outcome, memoryId, null, null);

    private static ImportedPair Conflict(string question, int index, string memoryId) => new(index, question, PairOutcome.Conflicting, memoryId, "conflict", new LocalizedText(
        "The same question has other SQL with other rows: neither is believed until a person says which is right.", "同一问题对应不同的 SQL 且结果不同,需人工确认哪一个正确。"));

    private ImportedPair NotKept(PairRecord record, PairOutcome outcome, string code, LocalizedText message) => new(_done.Count, record.Question, outcome, null, code, message);

    private sealed record Known(string MemoryId, string Sql, string Form)
    {
        /// <summary>Its place in this import; null for what was there before.</summary>
        public int? Index { get; init; }

        public string? Digest { get; set; }
    }
}
