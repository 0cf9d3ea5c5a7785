using System.Text.Json.Nodes;
using Memori.Text;

namespace Memori.Server.Configuration.Table;

/// <summary>One setting: its name, what it may be, what it means, and where it goes in <see cref="MemoriSettings"/>.</summary>
public abstract record Setting
{
    private protected Setting(string name, LocalizedText about)
    {
        Name = name;
        About = about;
    }

    /// <summary>The name of its variable, such as <c>MEMORI_MAX_ROWS</c>.</summary>
    public string Name { get; }

    /// <summary>What it means, with its unit.</summary>
    public LocalizedText About { get; }

    /// <summary>Names that count where its own is not given, the first of them first. Default none.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What holds where nothing is given and that is no plain value. Default none.</summary>
    public LocalizedText? Otherwise { get; init; }

    /// <summary>Whether its value is never shown. Default false.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a running service takes on a change. Default false: it must be started anew.</summary>
    public bool Reloads { get; init; }

    /// <summary>The settings that must be given where this one is. Default none.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What its value may be, as the rest of a sentence: "must be …".</summary>
    public abstract LocalizedText Allowed { get; }

    /// <summary>The name of the variable that names a file with its value.</summary>
    public string FileName => Name + FileSuffix;

    internal const string FileSuffix = "__FILE";

    /// <summary>What its value may be as a JSON schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>The text of its value in <paramref name="settings"/>; null where there is none.</summary>
    public abstract string? TextIn(MemoriSettings settings);

    /// <summary>The settings with the value that <paramref name="text"/> says; null when it says none that is allowed.</summary>
    internal abstract MemoriSettings? Bind(MemoriSettings settings, string text);

    /// <summary>A row of the table.</summary>
    internal static Setting Of<T>(string name, SettingKind<T> kind, Func<MemoriSettings, object?> get, Func<MemoriSettings, T, MemoriSettings> set, string english, string chinese) =>
        new Typed<T>(name, kind, get, set, new LocalizedText(english, chinese));

    private sealed record Typed<T>(string Variable, SettingKind<T> Kind, Func<MemoriSettings, object?> Get, Func<MemoriSettings, T, MemoriSettings> Set, LocalizedText Meaning)
        : Setting(Variable, Meaning)
    {
        public override LocalizedText Allowed => Kind.Allowed;

        public override JsonObject Schema() => Kind.Schema();

        public override string? TextIn(MemoriSettings settings) => Get(settings) is T value && Kind.Format(value) is { Length: > 0 } text ? text : null;

        internal override MemoriSettings? Bind(MemoriSettings settings, string text) => Kind.Parse(text, out var value) ? Set(settings, value) : null;
    }
}

/// <summary>Settings that belong together.</summary>
/// <param name="Title">The heading above them.</param>
/// <param name="Settings">The settings, in the order in which they are shown.</param>
public sealed record SettingGroup(LocalizedText Title, IReadOnlyList<Setting> Settings);
