using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Memori.Text;
using Memori.Transfer;

namespace Memori;

public sealed partial class MemoryEngine
{
    private static readonly MemoryLineJson Lines = new(new JsonSerializerOptions(MemoryLineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the user's memories that the scope sees, whatever their status, as JSON lines (UTF-8), the oldest first.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExportAsync(Scope scope, Stream output, CancellationToken cancellationToken = default)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        var all = await _store.ChangesAsync(Owner.User(scope.UserId), 0, cancellationToken).ConfigureAwait(false);
        var seen = all.Written.Where(memory => MemoryRules.Sees(scope, memory)).ToList();
        var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var memory in seen)
            {
                await writer.WriteAsync(JsonSerializer.Serialize(ToLine(memory), Lines.MemoryLine).AsMemory(), cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync('\n').ConfigureAwait(false);
            }
        }

        return seen.Count;
    }

    /// <summary>
    /// Remembers what <see cref="ExportAsync"/> wrote, for the user of the scope, in the sessions and namespaces of the lines.
    /// Lines whose id is known change nothing, so that an import may be repeated.
    /// </summary>
    /// <returns>How many memories were read; blank lines are passed over.</returns>
    /// <exception cref="MemoriException"><c>invalid-import</c> or what a validator says, such as <c>query-without-proof</c>, at the first bad line; the lines before it were imported.</exception>
    public async Task<int> ImportAsync(Scope scope, Stream input, CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        var number = 0;
        var memories = 0;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var memory = FromLine(scope, text, number);
            RequireValid(memory);
            await _store.AppendAsync(memory, ContentKey.Of(memory.Speaker, memory.Content), cancellationToken).ConfigureAwait(false);
            memories++;
        }

        return memories;
    }

    private static MemoryLine ToLine(Memory memory) => new()
    {
        Id = memory.Id,
        MergedIds = memory.MergedIds.Count == 0 ? null : memory.MergedIds,
        SessionId = memory.SessionId,
        Namespace = memory.Namespace,
        Content = memory.Content,
        Kind = memory.Kind,
        Mode = memory.Mode,
        Layer = memory.Layer,
        Status = memory.Status,
        Importance = memory.Importance,
        Feedback = memory.Feedback,
        Confidence = memory.Confidence,
        Entities = memory.Entities.Count == 0 ? null : memory.Entities,
        Metadata = memory.Metadata,
        Provenance = memory.Provenance,
        Speaker = memory.Speaker,
        AccessCount = memory.AccessCount,
        OccurredAt = memory.OccurredAt,
        ValidFrom = memory.ValidFrom,
        ValidTo = memory.ValidTo,
        SupersededBy = memory.SupersededBy,
        SupersededAt = memory.SupersededAt,
        ExpiresAt = memory.ExpiresAt,
        CreatedAt = memory.CreatedAt,
        UpdatedAt = memory.UpdatedAt,
        AccessedAt = memory.AccessedAt,
    };

    private Memory FromLine(Scope scope, string text, int number)
    {
        try
        {
            var line = JsonSerializer.Deserialize(text, Lines.MemoryLine) ?? throw new JsonException();
            MemoryRules.RequireContent(line.Content);
            MemoryRules.RequireShare(line.Importance, "importance");
            MemoryRules.RequireShare(line.Feedback, "feedback");
            MemoryRules.RequireShare(line.Confidence, "confidence");
            MemoryRules.RequireValidity(line.ValidFrom ?? line.OccurredAt, line.ValidTo);
            MemoryRules.RequireEntities(line.Entities ?? []);
            MemoryRules.RequireMetadata(line.Metadata);
            MemoryRules.RequireLabel(line.Speaker, "speaker");
            MemoryRules.RequireLabel(line.Provenance, "provenance");
            var created = line.CreatedAt ?? Now();
            return new Memory
            {
                Id = Identifiers.Require(line.Id, "id"),
                Owner = Owner.User(scope.UserId),
                MergedIds = [.. (line.MergedIds ?? []).Select(id => Identifiers.Require(id, "merged_ids"))],
                SessionId = line.SessionId is null ? null : Identifiers.Require(line.SessionId, "session_id"),
                Namespace = line.Namespace is null ? null : Identifiers.Require(line.Namespace, "namespace"),
                Content = line.Content,
                Kind = line.Kind,
                Mode = line.Mode,
                Layer = line.Layer,
                Status = line.Status,
                Importance = line.Importance ?? _importance.BaseOf(line.Kind),
                Feedback = line.Feedback ?? 0.5,
                Confidence = line.Confidence ?? 1,
                Entities = line.Entities ?? [],
                Metadata = line.Metadata,
                Provenance = line.Provenance,
                Speaker = line.Speaker,
                TokenCount = TokenEstimate.Count(line.Content),
                AccessCount = Math.Clamp(line.AccessCount, 0, int.MaxValue),
                OccurredAt = line.OccurredAt,
                ValidFrom = line.ValidFrom,
                ValidTo = line.ValidTo,
                SupersededBy = line.SupersededBy is null ? null : Identifiers.Require(line.SupersededBy, "superseded_by"),
                SupersededAt = line.SupersededAt,
                ExpiresAt = line.ExpiresAt,
                CreatedAt = created,
                UpdatedAt = line.UpdatedAt ?? created,
                AccessedAt = line.AccessedAt,
            };
        }
        catch (Exception exception) when (exception is JsonException or MemoriException)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-import",
                new LocalizedText($"Line {number} is not a memory: one JSON object with id, content and kind is expected.", $"第 {number} 行不是记忆:每行应为包含 id、content 和 kind 的 JSON 对象。"),
                exception);
        }
    }
}
