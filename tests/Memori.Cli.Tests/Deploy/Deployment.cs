using System.Globalization;
using Memori.Server.Configuration;

namespace Memori.Cli.Tests.Deploy;

/// <summary>What every way of running the service must give it.</summary>
internal static class Deployment
{
    /// <summary>How long the service takes at most to stop, in seconds: for what is under way, and twice three seconds for the rest to be told and settled.</summary>
    public static int LongestStop { get; } = new MemoriSettings().ShutdownTimeoutSeconds + 6;

    /// <summary>The largest upload as nginx writes it.</summary>
    public static string LargestUpload { get; } = string.Create(CultureInfo.InvariantCulture, $"{new MemoriSettings().MaxUploadMegabytes}m");

    /// <summary>The seconds of <c>45</c> or <c>45s</c>.</summary>
    public static int Seconds(string text) => int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);

    /// <summary>The product itself finds nothing wrong or unsafe in the settings, with folders and secrets in places of their own; where alerts go, nobody can know here.</summary>
    public static async Task ShouldBeInOrderAsync(IReadOnlyDictionary<string, string> environment)
    {
        using var cli = new CliProcess();
        foreach (var (name, value) in environment)
        {
            cli.Environment[name] = name switch
            {
                "MEMORI_DATA_DIR" or "MEMORI_BACKUP_DIR" => Directory.CreateDirectory(cli.Path(name)).FullName,
                "MEMORI_ENV_FILE" => Empty(cli.Path("memori.env")),
                _ when name.EndsWith("__FILE", StringComparison.Ordinal) => Secret(cli.Path(name)),
                _ => value,
            };
        }

        var check = (await cli.RunAsync("config", "check", "--json")).ShouldExit(0).Json;
        check["findings"]!.AsArray().Where(finding => (string?)finding!["code"] != "no-alerts").ShouldBeEmpty(check.ToJsonString());
    }

    private static string Empty(string path)
    {
        File.WriteAllText(path, "");
        return path;
    }

    private static string Secret(string path)
    {
        File.WriteAllText(path, "0123456789012345678901234567890123456789\n");
        return path;
    }
}
