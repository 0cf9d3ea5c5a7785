using System.Text.Json;

namespace Memori.Cli.Tests.Deploy;

/// <summary>The instructions of <c>deploy/Dockerfile</c>.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(IReadOnlyList<(string Name, string Arguments)> instructions) => Instructions = instructions;

    public IReadOnlyList<(string Name, string Arguments)> Instructions { get; }

    /// <summary>The variables that the image sets.</summary>
    public IReadOnlyDictionary<string, string> Environment => Of("ENV").SelectMany(Words).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static Dockerfile Read() => new([.. DeployFile.Lines("Dockerfile").Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1].Trim()))]);

    public IReadOnlyList<string> Of(string name) => [.. Instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Arguments)];

    /// <summary>The arguments of an instruction that stands there once.</summary>
    public string One(string name) => Of(name).ShouldHaveSingleItem(name);

    /// <summary>The words of a command in the form of a JSON list, which needs no shell.</summary>
    public static IReadOnlyList<string> Command(string list) => JsonSerializer.Deserialize<string[]>(list)!;

    public static IReadOnlyList<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
