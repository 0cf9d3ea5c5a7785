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
    public void Read_ContextOfQuestions_IsRead()
    {
        var variables = new Dictionary<string, string> { ["MEMORI_CONTEXT_INCLUDE_HISTORY"] = "false", ["MEMORI_CONTEXT_MAX_SCHEMA_TABLES"] = "4" };
        var context = SettingsReader.Read(variables.GetValueOrDefault).Context;
        (context.IncludeHistory, context.IncludeSchema, context.MaxSchemaTables).ShouldBe((false, true, 4));
    }

    [Fact]
    public void Read_EmbeddingService_IsRead()
    {
        var variables = new Dictionary<string, string>
        {
            ["MEMORI_EMBEDDING_URL"] = "http://127.0.0.1:11434",
            ["MEMORI_EMBEDDING_MODEL"] = "bge-m3",
            ["MEMORI_EMBEDDING_DIMENSIONS"] = "1024",
        };
        var settings = SettingsReader.Read(variables.GetValueOrDefault);
        (settings.EmbeddingUrl, settings.EmbeddingModel, settings.EmbeddingDimensions, settings.EmbeddingKey).ShouldBe((new Uri("http://127.0.0.1:11434"), "bge-m3", 1024, null));
    }

    [Theory]
    [InlineData("MEMORI_EMBEDDING_URL", "http://x", "MEMORI_EMBEDDING_MODEL", "MEMORI_EMBEDDING_DIMENSIONS")]
    [InlineData("MEMORI_EMBEDDING_KEY", "secret", "MEMORI_EMBEDDING_URL", "MEMORI_EMBEDDING_KEY needs")]
    [InlineData("MEMORI_EMBEDDING_DIMENSIONS", "9000", "8192", "MEMORI_EMBEDDING_URL")]
    public void Read_EmbeddingServiceInPart_NamesWhatIsMissing(string name, string value, string first, string second)
    {
        var error = Should.Throw<MemoriException>(() => SettingsReader.Read(variable => variable == name ? value : null));
        error.Text.English.ShouldContain(first);
        error.Text.English.ShouldContain(second);
        error.Text.English.ShouldNotContain("secret");
    }

    [Fact]
    public void Read_Datasources_AreRead_AndSecretsAreNotShown()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "canary-passphrase-from-a-file\n");
        var variables = new Dictionary<string, string>
        {
            ["MEMORI_DATASOURCE_ROOTS"] = string.Join(Path.PathSeparator, "/srv/a", "/srv/b"),
            ["MEMORI_DATASOURCE_HOSTS"] = "db.example.com, 10.0.0.0/8",
            ["MEMORI_SECRET_KEY__FILE"] = file,
            ["MEMORI_SECRET_KEY_PREVIOUS"] = "canary-passphrase-before",
            ["MEMORI_EMBEDDING_KEY"] = "canary",
            ["MEMORI_EMBEDDING_URL"] = "http://127.0.0.1",
            ["MEMORI_EMBEDDING_MODEL"] = "m",
            ["MEMORI_EMBEDDING_DIMENSIONS"] = "8",
        };

        var settings = SettingsReader.Read(variables.GetValueOrDefault);

        settings.DatasourceRoots.ShouldBe(["/srv/a", "/srv/b"]);
        (settings.SecretKey, settings.PreviousSecretKey).ShouldBe(("canary-passphrase-from-a-file", "canary-passphrase-before"));
        settings.ToString().ShouldNotContain("canary");
        File.Delete(file);
    }

    [Theory]
    [InlineData("MEMORI_SECRET_KEY", "canary-short")]
    [InlineData("MEMORI_SECRET_KEY__FILE", "/there/is/no/canary")]
    [InlineData("MEMORI_DATASOURCE_HOSTS", "http://example.com")]
    public void Read_WrongDatasourceSettings_AreNamed(string name, string value)
    {
        var error = Should.Throw<MemoriException>(() => SettingsReader.Read(variable => variable == name ? value : null));

        error.Text.English.ShouldContain(name);
        error.Text.Chinese.ShouldContain(name);
        error.Text.English.ShouldNotContain("canary");
    }

    [Fact]
    public void Read_OwnKey_GoesBeforeTheSharedOne()
    {
        var variables = new Dictionary<string, string> { ["ANTHROPIC_API_KEY"] = "shared", ["MEMORI_ANTHROPIC_API_KEY"] = "own" };
        SettingsReader.Read(variables.GetValueOrDefault).AnthropicApiKey.ShouldBe("own");
    }
}
