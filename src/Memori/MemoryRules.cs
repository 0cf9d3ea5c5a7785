using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Text;

namespace Memori;

/// <summary>Who sees what, and what a memory must be.</summary>
internal static class MemoryRules
{
    private const int MaximumLength = 100_000;
    private const int MaximumLimit = 1_000;
    private const int MaximumEntities = 100;
    private const int MaximumLabel = 1_000;
    private const int MaximumMetadata = 200_000;
    private const int MaximumDepth = 32;

    /// <summary>The user, then the granted shared owners.</summary>
    public static IEnumerable<Owner> OwnersOf(Scope scope) =>
        scope.Granted.Where(owner => owner.Kind != OwnerKind.User).Distinct().Prepend(Owner.User(scope.UserId));

    public static Owner OwnerOf(Scope scope, Owner? owner)
    {
        var chosen = owner ?? Owner.User(scope.UserId);
        RequireGranted(scope, chosen);
        return chosen;
    }

    /// <summary>
    /// Whether a memory of one of the scope's owners is seen: its session must be the scope's (or none, or the scope spans all sessions),
    /// and so must its namespace.
    /// </summary>
    public static bool Sees(Scope scope, Memory memory) =>
        (scope.SessionId is null || memory.SessionId is null || memory.SessionId == scope.SessionId)
        && (scope.Namespace is null || memory.Namespace == scope.Namespace);

    /// <summary>Whether what it says holds now: begun, not ended, not expired.</summary>
    public static bool Holds(Memory memory, DateTimeOffset now) =>
        !(memory.ValidFrom > now) && !(memory.ValidTo <= now) && !(memory.ExpiresAt <= now);

    /// <summary>A turn, a result and passing context stay in their session; what is known of the user or the world does not.</summary>
    public static bool IsSessionBound(NewMemory memory, Owner owner) => owner.Kind == OwnerKind.User
        && (memory.SessionBound ?? memory.Kind is MemoryKind.Conversation or MemoryKind.Result or MemoryKind.Context);

    public static void RequireGranted(Scope scope, Owner owner)
    {
        if (!OwnersOf(scope).Contains(owner))
        {
            throw new MemoriException(
                FaultKind.Forbidden,
                "owner-not-granted",
                new LocalizedText("This scope has no access to that owner's memories.", "当前范围无权访问该所有者的记忆。"));
        }
    }

    public static void RequireSessionFor(Scope scope, NewMemory memory)
    {
        if (memory.SessionBound == true && memory.Owner is null or { Kind: OwnerKind.User } && scope.SessionId is null)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "session-required",
                new LocalizedText("Say to which session the memory is bound.", "请指定记忆所属的会话。"));
        }
    }

    /// <summary>A known id gives back its memory, but not to a session that does not see it.</summary>
    public static Memory RequireSeen(Scope scope, Memory kept) => Sees(scope, kept) ? kept : throw new MemoriException(
        FaultKind.BadRequest,
        "id-taken",
        new LocalizedText("This id can't be used here. Choose another.", "此处不能使用该编号,请换一个。"));

    public static string RequireSession(Scope scope) => scope.SessionId ?? throw new MemoriException(
        FaultKind.BadRequest,
        "session-required",
        new LocalizedText("Say which session to clear.", "请指定要清除的会话。"));

    public static void RequireContent(string? content)
    {
        if (string.IsNullOrWhiteSpace(content) || content.Length > MaximumLength || !IsWellFormed(content))
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-content",
                new LocalizedText(
                    $"A memory needs a text of 1 to {MaximumLength} characters of well-formed Unicode, without U+0000, that is not only white space.",
                    $"记忆内容必须是 1 到 {MaximumLength} 个字符的有效 Unicode 文本(不含 U+0000),且不能只有空白。"));
        }
    }

    public static void RequireShare(double? value, string field)
    {
        if (value is < 0 or > 1 or double.NaN)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                $"invalid-{field}",
                new LocalizedText($"{field} must be a number from 0 to 1.", $"{field} 必须是 0 到 1 之间的数。"));
        }
    }

    public static void RequireEntities(IReadOnlyList<string> entities)
    {
        if (entities.Count > MaximumEntities)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "too-many-entities",
                new LocalizedText($"A memory names at most {MaximumEntities} entities.", $"一条记忆最多包含 {MaximumEntities} 个实体。"));
        }

        foreach (var entity in entities)
        {
            Identifiers.Require(entity, "entities");
        }
    }

    /// <summary>
    /// Metadata that every store keeps and everybody can read: of bounded size and depth, each name once in its object, well-formed text.
    /// One that can't be read would stand in the way of all that its owner has.
    /// </summary>
    public static void RequireMetadata(JsonObject? metadata)
    {
        if (metadata is not null && !IsReadable(metadata))
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-metadata",
                new LocalizedText(
                    $"metadata must be at most {MaximumMetadata} characters of JSON, {MaximumDepth} levels deep, with each name once and well-formed text.",
                    $"metadata 最多 {MaximumMetadata} 个字符、{MaximumDepth} 层,名称不得重复,文本必须是有效 Unicode。"));
        }
    }

    /// <summary>A speaker or a provenance.</summary>
    public static void RequireLabel(string? label, string field)
    {
        if (label is not null && (label.Length > MaximumLabel || !IsWellFormed(label)))
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                $"invalid-{field}",
                new LocalizedText(
                    $"{field} must be at most {MaximumLabel} characters of well-formed Unicode.",
                    $"{field} 最多 {MaximumLabel} 个字符,且必须是有效 Unicode 文本。"));
        }
    }

    public static void RequireValidity(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is not null && to <= from)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-validity",
                new LocalizedText("valid_to must be later than valid_from.", "valid_to 必须晚于 valid_from。"));
        }
    }

    public static void RequireLimit(int limit)
    {
        if (limit is < 1 or > MaximumLimit)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-limit",
                new LocalizedText($"limit must be from 1 to {MaximumLimit}.", $"limit 必须在 1 到 {MaximumLimit} 之间。"));
        }
    }

    private static bool IsReadable(JsonObject metadata)
    {
        try
        {
            var json = metadata.ToJsonString();
            if (json.Length > MaximumMetadata)
            {
                return false;
            }

            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false });
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Too deep, a name twice, half a character.
            return false;
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                if (text[i] == '\0')
                {
                    // Not every store takes it.
                    return false;
                }

                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
