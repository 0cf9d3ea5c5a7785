using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Text;

namespace Memori.Evaluation;

/// <summary>A set of conversations with questions whose evidence is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Language">The language of its texts, for example <c>en</c>.</param>
/// <param name="Spaces">Spaces that know nothing of each other.</param>
public sealed record RecallSet(string Name, string Language, IReadOnlyList<RecallSpace> Spaces)
{
    /// <summary>Reads a set from JSON: <c>{name, language, spaces:[{id, messages:[…], questions:[…]}]}</c>.</summary>
    /// <exception cref="MemoriException"><c>invalid-recall-set</c>.</exception>
    public static async Task<RecallSet> ReadAsync(Stream json, CancellationToken cancellationToken = default)
    {
        try
        {
            var set = await JsonSerializer.DeserializeAsync(json, RecallSetJson.Default.RecallSet, cancellationToken).ConfigureAwait(false);
            if (set is { Spaces: not null } && set.Spaces.All(space => space is { Id: not null, Messages: not null, Questions: not null }))
            {
                return set;
            }
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }

        throw Invalid(null);
    }

    private static MemoriException Invalid(Exception? cause) => new(
        FaultKind.BadRequest,
        "invalid-recall-set",
        new LocalizedText("The file is not a recall set: JSON with name, language and spaces is expected.", "该文件不是召回测试集:应为包含 name、language 和 spaces 的 JSON。"),
        cause);
}

/// <summary>One person's conversations and the questions on them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Messages">Messages in order.</param>
/// <param name="Questions">Questions.</param>
public sealed record RecallSpace(string Id, IReadOnlyList<RecallMessage> Messages, IReadOnlyList<RecallQuestion> Questions);

/// <summary>A message.</summary>
/// <param name="Id">Its id, never matched as text.</param>
/// <param name="Session">Its conversation, never matched as text.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Time">When, as written; see <see cref="WrittenTime"/>.</param>
/// <param name="Text">What was said.</param>
public sealed record RecallMessage(string Id, string Session, string? Speaker, string? Time, string Text);

/// <summary>A question.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="Time">When it is asked, as written, or null: after everything.</param>
/// <param name="Category">Its category, for reports only.</param>
/// <param name="Evidence">Ids of the messages that answer it.</param>
public sealed record RecallQuestion(string Id, string Text, string? Time, string? Category, IReadOnlyList<string> Evidence);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RecallSet))]
[JsonSerializable(typeof(RecallPrediction))]
internal sealed partial class RecallSetJson : JsonSerializerContext;
