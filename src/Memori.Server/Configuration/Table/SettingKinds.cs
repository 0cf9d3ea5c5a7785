using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Memori.Postgres;
using Memori.Server.Access.Network;
using Memori.Text;
using Memori.Text2Sql.DataSources.Admission;

namespace Memori.Server.Configuration.Table;

/// <summary>The kinds of values that settings have.</summary>
internal static class SettingKinds
{
    private const StringSplitOptions Entries = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    public static SettingKind<bool> Switch { get; } = new(
        new("true or false", "true 或 false"), () => new() { ["enum"] = new JsonArray(true, false, "true", "false") }, bool.TryParse, value => value ? "true" : "false");

    /// <summary>A whole number that must not be negative.</summary>
    public static SettingKind<long> Amount { get; } = new(
        new("a whole number, 0 for no limit", "非负整数,0 表示不限"),
        () => Number("integer", "^[0-9]+$", 0),
        (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A share of a whole.</summary>
    public static SettingKind<double> Share { get; } = new(
        new("a number from 0 to 1", "0 到 1 之间的数"),
        () => Number("number", "^(0?\\.[0-9]+|0|1(\\.0*)?)$", 0, 1),
        (string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value <= 1,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An amount of money in USD.</summary>
    public static SettingKind<decimal> Price { get; } = new(
        new("an amount in USD, such as 0.003", "以美元计的金额,例如 0.003"),
        () => Number("number", "^[0-9]*\\.?[0-9]+$", 0),
        (string text, out decimal value) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value),
        value => value.ToString(CultureInfo.InvariantCulture));

    public static SettingKind<string> Words { get; } = Text(new("text", "文本"), _ => true);

    /// <summary>The path of a file or directory.</summary>
    public static SettingKind<string> FilePath { get; } = Text(new("a path", "路径"), text => text.IndexOf('\0') < 0);

    public static SettingKind<Uri> Address { get; } = new(
        new("an http or https address", "http 或 https 地址"),
        () => new() { ["type"] = "string", ["pattern"] = "^https?://" },
        (string text, [NotNullWhen(true)] out Uri? value) => Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https",
        value => value.OriginalString);

    /// <summary>Where to listen, as the web server reads it.</summary>
    public static SettingKind<string> Listening { get; } = Text(
        new("http or https addresses such as http://127.0.0.1:8000 or https://*:8443, separated by semicolons", "以分号分隔的 http 或 https 地址,例如 http://127.0.0.1:8000 或 https://*:8443"),
        text => ListenAddresses.TryParse(text, out _));

    /// <summary>Texts separated by commas.</summary>
    public static SettingKind<string[]> List { get; } = ListOf(new("a list separated by commas", "以逗号分隔的列表"), ',', _ => true);

    /// <summary>Directories, separated as in <c>PATH</c>.</summary>
    public static SettingKind<string[]> Paths { get; } = ListOf(
        new("a list of directories, separated as in PATH", "目录列表,分隔符与 PATH 相同"), Path.PathSeparator, _ => true);

    /// <summary>Origins of web pages.</summary>
    public static SettingKind<string[]> Origins { get; } = ListOf(
        new("a list of origins such as https://app.example.com, separated by commas", "以逗号分隔的来源列表,例如 https://app.example.com"), ',', IsOrigin);

    /// <summary>Addresses and networks.</summary>
    public static SettingKind<string[]> Networks { get; } = ListOf(
        new("a list of addresses or networks such as 10.0.0.0/8, separated by commas", "以逗号分隔的地址或网段列表,例如 10.0.0.0/8"),
        ',',
        entry => IPAddress.TryParse(entry, out _) || IPNetwork.TryParse(entry, out _));

    /// <summary>The servers that datasources may be on.</summary>
    public static SettingKind<AllowedHosts> Hosts { get; } = new(
        new("a list of host names, *.domains, addresses or networks, separated by commas", "以逗号分隔的主机名、*.域名、地址或网段"),
        () => new() { ["type"] = "string" },
        (string text, [NotNullWhen(true)] out AllowedHosts? value) => AllowedHosts.TryParse(text, loopback: false, out value),
        _ => "");

    /// <summary>The store of the service's own state.</summary>
    public static SettingKind<string> Store { get; } = new(
        new("sqlite:PATH or postgres://user:password@host:port/database", "sqlite:路径 或 postgres://用户:密码@主机:端口/数据库"),
        () => new() { ["type"] = "string", ["pattern"] = "^(sqlite:(?!//).|postgres(ql)?://)" },
        (string text, [NotNullWhen(true)] out string? value) => (value = IsFile(text) || IsPostgres(text) ? text : null) is not null,
        value => value);

    public static SettingKind<string> PostgresAddress { get; } = new(
        new("postgres://user:password@host:port/database", "postgres://用户:密码@主机:端口/数据库"),
        () => new() { ["type"] = "string", ["pattern"] = "^postgres(ql)?://" },
        (string text, [NotNullWhen(true)] out string? value) => (value = IsPostgres(text) ? text : null) is not null,
        value => value);

    /// <summary>Where vectors are: nowhere but in the store.</summary>
    public static SettingKind<string> Vectors { get; } = Text(
        new("empty or \"store\": vectors are kept in the store beside their memories, no vector database is used", "空或 store:向量与记忆一同保存在存储中,不使用外部向量数据库"),
        text => string.Equals(text, "store", StringComparison.OrdinalIgnoreCase),
        () => new() { ["enum"] = new JsonArray("", "store") });

    public static SettingKind<int> Whole(int least, int most) => new(
        new($"a whole number from {least} to {most}", $"{least} 到 {most} 之间的整数"),
        () => Number("integer", least < 0 ? "^-?[0-9]+$" : "^[0-9]+$", least, most),
        (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of several words; the case of letters does not matter.</summary>
    public static SettingKind<string> Choice(params string[] choices) => new(
        new($"one of {string.Join(", ", choices)}", $"以下之一:{string.Join("、", choices)}"),
        () => new() { ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice))]) },
        (string text, [NotNullWhen(true)] out string? value) => (value = choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))!) is not null,
        value => value);

    /// <summary>A secret that must not be guessed.</summary>
    public static SettingKind<string> Secret(int shortest) => Text(
        new($"at least {shortest} characters long", $"至少 {shortest} 个字符"), text => text.Length >= shortest, () => new() { ["type"] = "string", ["minLength"] = shortest });

    private static SettingKind<string> Text(LocalizedText allowed, Func<string, bool> isAllowed, Func<JsonObject>? schema = null) =>
        new(allowed, schema ?? (static () => new() { ["type"] = "string" }), (string text, [NotNullWhen(true)] out string? value) => isAllowed(value = text), value => value);

    private static SettingKind<string[]> ListOf(LocalizedText allowed, char separator, Predicate<string> isAllowed) => new(
        allowed,
        () => new() { ["type"] = "string" },
        (string text, [NotNullWhen(true)] out string[]? value) => Array.TrueForAll(value = text.Split(separator, Entries), isAllowed),
        value => string.Join(separator, value));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && origin is { PathAndQuery: "/", Fragment: "", UserInfo: "" } && !text.EndsWith('/');

    // A variable is text; YAML and JSON may hold it as a number too.
    private static JsonObject Number(string type, string pattern, double least, double? most = null)
    {
        var schema = new JsonObject { ["type"] = new JsonArray(type, "string"), ["pattern"] = pattern, ["minimum"] = least };
        if (most is { } maximum)
        {
            schema["maximum"] = maximum;
        }

        return schema;
    }

    private static bool IsFile(string text) =>
        text.StartsWith(MemoriSettings.SqliteScheme, StringComparison.OrdinalIgnoreCase) && text[MemoriSettings.SqliteScheme.Length..] is { Length: > 0 } path
        && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal);

    private static bool IsPostgres(string text) => PostgresDatabase.IsAddress(text);
}
