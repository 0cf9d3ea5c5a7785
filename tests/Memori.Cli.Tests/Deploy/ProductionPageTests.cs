using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Memori.Cli.Tests.Serve;

namespace Memori.Cli.Tests.Deploy;

/// <summary>What <c>docs/production.md</c> tells an operator to do can be done. (That the settings exist is tested with the settings.)</summary>
public sealed partial class ProductionPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "production.md"));

    [Fact]
    public void Files_that_are_named_are_there()
    {
        var names = Files().Matches(Page).Select(match => match.Value.TrimEnd('/')).Distinct(StringComparer.Ordinal).ToList();
        names.Count.ShouldBeGreaterThan(8);
        names.ShouldAllBe(name => Path.Exists(Path.Combine(Repository.Root, name)));
    }

    [Fact]
    public async Task Commands_that_are_named_are_there()
    {
        using var cli = new CliProcess();
        var commands = Commands().Matches(Page).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        commands.Count.ShouldBeGreaterThan(10);
        foreach (var command in commands)
        {
            var help = (await cli.RunAsync([.. command.Split(' '), "--help"])).ShouldExit(0);
            help.Output.ShouldContain($"memori {command}", customMessage: command);
        }
    }

    [Fact]
    public async Task Routes_that_are_named_are_there()
    {
        using var cli = new CliProcess();
        await using var service = await ServiceProcess.StartAsync(cli);
        var known = JsonNode.Parse(await service.Client.GetStringAsync("/openapi.json"))!["paths"]!.AsObject().Select(path => Parameter().Replace(path.Key, "{}")).ToList();
        var named = Routes().Matches(Page).Select(match => Parameter().Replace(match.Value, "{}").TrimEnd('/')).Distinct(StringComparer.Ordinal).ToList();
        named.Count.ShouldBeGreaterThan(5);
        named.ShouldAllBe(route => known.Any(path => path == route || path.StartsWith(route + "/", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\b(?:deploy|docs|eng)/[\w./-]*[\w/]")]
    private static partial Regex Files();

    // The words after `memori` up to the first that is an argument or an option.
    [GeneratedRegex(@"`memori ([a-z-]+(?: [a-z][a-z-]+)*)")]
    private static partial Regex Commands();

    [GeneratedRegex(@"(?<=[\s`])/(?:api|health|metrics)[\w/{}]*")]
    private static partial Regex Routes();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
