namespace Memori.Cli.Tests.Models;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    [Fact]
    public async Task Models_AreListed_AsJsonAndInBothLanguages()
    {
        (await _cli.RunAsync("models", "--json")).ShouldExit(0).Json["models"]!.AsArray().Select(model => (string)model!["id"]!).ShouldContain("claude-opus-5-5");
        (await _cli.RunAsync("models", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("上下文");
    }

    [Fact]
    public async Task Select_GivesTheModelForAUseCase()
    {
        ((string)(await _cli.RunAsync("models", "--select", "quick_responses", "--json")).ShouldExit(0).Json["id"]!).ShouldBe("claude-haiku-5-5");
        ((string)(await _cli.RunAsync("models", "--select", "complex", "--budget", "--json")).ShouldExit(0).Json["tier"]!).ShouldBe("fast");
        (await _cli.RunAsync("models", "--budget")).ShouldExit(2).Errors.ShouldContain("--select");
    }

    public void Dispose() => _cli.Dispose();
}
