using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Memori.Text;

namespace Memori.Server.Configuration.Table;

/// <summary>Reads the text of a setting.</summary>
internal delegate bool SettingParser<T>(string text, [NotNullWhen(true)] out T? value);

/// <summary>What the text of a setting may be, and what it becomes.</summary>
/// <param name="Allowed">What is allowed, as the rest of a sentence: "must be …".</param>
/// <param name="Schema">The same as a JSON schema, made anew for each use.</param>
/// <param name="Parse">Reads the text.</param>
/// <param name="Format">The text that is read as this value.</param>
internal sealed record SettingKind<T>(LocalizedText Allowed, Func<JsonObject> Schema, SettingParser<T> Parse, Func<T, string> Format);
