using System.Text;
using Memori.Text;

namespace Memori.Server.Configuration.Sources;

/// <summary>
/// Reads a <c>.env</c> file: <c>NAME=value</c> lines, optionally with <c>export</c> before them; comments begin with <c>#</c> at the start of a line or
/// after white space. A value in single quotes is taken as it stands; in double quotes <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\"</c>, <c>\\</c> and <c>\$</c>
/// are read. Nothing is expanded and a value ends with its line. The last line with a name counts.
/// </summary>
internal static class EnvFile
{
    /// <summary>How large it may be.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The variables in their order; what can't be read is added to <paramref name="findings"/> with its line, never with its text.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its text; null when it can't be read.</param>
    /// <param name="findings">Gets what is wrong.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string path, string? text, ICollection<SettingsFinding> findings)
    {
        if (text is null)
        {
            findings.Add(SettingsFinding.Error("env-file-unreadable", null, new LocalizedText(
                $"{path} can't be read as a text of at most {MaxBytes} bytes.", $"无法将 {path} 读取为不超过 {MaxBytes} 字节的文本。")));
            return [];
        }

        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            if (ParseLine(content) is { } variable)
            {
                variables[variable.Name] = variable.Value;
            }
            else
            {
                findings.Add(SettingsFinding.Error("env-file-line", null, new LocalizedText(
                    $"{path} line {number} is not NAME=value.", $"{path} 第 {number} 行不是 NAME=value 的形式。")));
            }
        }

        return [.. variables];
    }

    private static (string Name, string Value)? ParseLine(string line)
    {
        const string export = "export ";
        var statement = line.StartsWith(export, StringComparison.Ordinal) ? line[export.Length..].TrimStart() : line;
        var equals = statement.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            return null;
        }

        var name = statement[..equals].TrimEnd();
        var isName = !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return isName && Value(statement[(equals + 1)..].TrimStart()) is { } value ? (name, value) : null;
    }

    private static string? Value(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            return Plain(text);
        }

        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
            {
                var rest = text[(i + 1)..].Trim();
                return rest.Length == 0 || rest[0] == '#' ? value.ToString() : null;
            }

            if (text[0] == '"' && text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                value.Append(Escaped(text[i]));
            }
            else
            {
                value.Append(text[i]);
            }
        }

        return null;
    }

    private static string Escaped(char c) => c switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => c.ToString(),
        _ => "\\" + c,
    };

    private static string Plain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                return text[..i].TrimEnd();
            }
        }

        return text;
    }
}
