using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Memori.Text;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory add "text"</c>.</summary>
internal static class AddCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "What to remember · 要记住的内容" };
        var kind = KindOption.One();
        var importance = NumberOption.Optional("--importance", "0 to 1, default by kind · 重要性 0–1,默认按类型", 0d, 1d);
        var id = new Option<string?>("--id") { Description = "Your own id: adding it again changes nothing · 自定编号,重复添加无影响" };
        var metadata = new Option<string?>("--metadata") { Description = "A JSON object · JSON 对象" };
        var bound = new Option<bool>("--session-bound") { Description = "Keep it in the session alone · 仅属于该会话" };
        var command = new Command("add", "Remember something · 记住一条内容") { text, kind, importance, id, metadata, bound };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var kept = await call.Memory.RememberAsync(
                call.Scope,
                new NewMemory
                {
                    Content = call.Parsed.GetValue(text)!,
                    Kind = MemoryWords.Parse<MemoryKind>(call.Parsed.GetValue(kind), "kind") ?? MemoryKind.Fact,
                    Importance = call.Parsed.GetValue(importance),
                    Id = call.Parsed.GetValue(id),
                    Metadata = Metadata(call.Parsed.GetValue(metadata)),
                    SessionBound = call.Parsed.GetValue(bound) ? true : null,
                    Provenance = "person",
                },
                cancellationToken);
            var isKnown = kept.Id == call.Parsed.GetValue(id) && kept.Content != call.Parsed.GetValue(text);
            return call.Show(MemoryDocument.From(kept), ServiceJson.Readable.MemoryDocument, isKnown ? MemoryView.ShowKnown : MemoryView.ShowKept);
        });
    }

    private static JsonObject? Metadata(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json) as JsonObject ?? throw NotAnObject(null);
        }
        catch (JsonException e)
        {
            throw NotAnObject(e);
        }
    }

    private static MemoriException NotAnObject(JsonException? cause) => new(
        FaultKind.BadRequest,
        "invalid-metadata",
        new LocalizedText("--metadata must be a JSON object, for example {\"source\":\"meeting\"}.", "--metadata 必须是 JSON 对象,例如 {\"source\":\"meeting\"}。"),
        cause);
}
