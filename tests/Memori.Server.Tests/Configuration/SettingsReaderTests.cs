using Memori.Server.Configuration;

namespace Memori.Server.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_NothingSet_GivesTheDefaults() => SettingsReader.Read(_ => null).ShouldBe(new MemoriSettings());

    [Fact]
    public void Read_SeveralMistakes_NamesThemAll()
    {
        var variables = new Dictionary<string, string> { ["MEMORI_MAX_ROWS"] = "many", ["MEMORI_ANTHROPIC_BASE_URL"] = "ftp://x", ["MEMORI_MAX_REQUESTS_PER_USER"] = "0" };
        var error = Should.Throw<MemoriException>(() => SettingsReader.Read(variables.GetValueOrDefault));
        error.Code.ShouldBe("invalid-settings");
        variables.Keys.ShouldAllBe(name => error.Text.English.Contains(name) && error.Text.Chinese.Contains(name));
    }

    [Fact]
    public void Read_OwnKey_GoesBeforeTheSharedOne()
    {
        var variables = new Dictionary<string, string> { ["ANTHROPIC_API_KEY"] = "shared", ["MEMORI_ANTHROPIC_API_KEY"] = "own" };
        SettingsReader.Read(variables.GetValueOrDefault).AnthropicApiKey.ShouldBe("own");
    }
}
