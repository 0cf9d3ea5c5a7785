using System.Globalization;

namespace Memori.Cli.Tests.Deploy;

public sealed class DockerfileTests
{
    private readonly Dockerfile _file = Dockerfile.Read();

    private IReadOnlyList<string> Sources => [.. _file.Of("COPY").Where(copy => !copy.StartsWith("--", StringComparison.Ordinal)).SelectMany(copy => Dockerfile.Words(copy).SkipLast(1))];

    [Fact]
    public void What_is_copied_is_there_and_goes_to_the_builder()
    {
        var admitted = Admitted().ToList();
        Sources.ShouldNotBeEmpty();
        foreach (var source in Sources.Select(source => source.TrimEnd('/')))
        {
            Path.Exists(Path.Combine(Repository.Root, source)).ShouldBeTrue($"{source} does not exist");
            admitted.ShouldContain(source, ".dockerignore keeps it from the builder");
        }
    }

    [Fact]
    public void Nothing_goes_to_the_builder_that_is_not_copied()
    {
        // So that secrets, state and builds of the place can't get into a layer: everything is left out but these.
        Ignored()[0].ShouldBe("*");
        Admitted().ShouldBe(Sources.Select(source => source.TrimEnd('/')), ignoreOrder: true);
        Ignored().ShouldContain("**/bin");
        Ignored().ShouldContain("**/obj");
    }

    [Fact]
    public void Base_images_have_a_version()
    {
        var versions = _file.Of("ARG").Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        foreach (var image in _file.Of("FROM").Select(from => versions.Aggregate(Dockerfile.Words(from)[0], (name, pair) => name.Replace($"${{{pair.Key}}}", pair.Value, StringComparison.Ordinal))))
        {
            image[(image.IndexOf(':', StringComparison.Ordinal) + 1)..].ShouldMatch(@"^\d+\.\d+(-[a-z-]+)?$", image);
        }
    }

    [Fact]
    public void It_runs_as_nobody_in_particular_and_without_a_shell()
    {
        var user = _file.One("USER");
        user.Split(':').ShouldAllBe(id => int.Parse(id, CultureInfo.InvariantCulture) > 0);
        _file.Of("FROM")[^1].ShouldContain("-chiseled");
        _file.Of("COPY").ShouldContain(copy => copy.StartsWith($"--from=build --chown={user} ", StringComparison.Ordinal), "the folders that are written to belong to it");

        Dockerfile.Command(_file.One("ENTRYPOINT")).ShouldBe(["dotnet", "Memori.Cli.dll"]);
        Dockerfile.Command(_file.One("CMD")).ShouldBe(["serve"]);
        var check = _file.One("HEALTHCHECK");
        Dockerfile.Command(check[(check.IndexOf("CMD ", StringComparison.Ordinal) + 4)..]).ShouldBe(["dotnet", "Memori.Cli.dll", "health"]);
        _file.One("STOPSIGNAL").ShouldBe("SIGTERM");
    }

    [Fact]
    public void It_listens_and_writes_where_it_says()
    {
        var environment = _file.Environment;
        new Uri(environment["MEMORI_URLS"]).Port.ToString(CultureInfo.InvariantCulture).ShouldBe(_file.One("EXPOSE"));
        Dockerfile.Command(_file.One("VOLUME")).ShouldBe([environment["MEMORI_DATA_DIR"], environment["MEMORI_BACKUP_DIR"]], ignoreOrder: true);
        environment["MEMORI_PROFILE"].ShouldBe("production");
    }

    private static List<string> Ignored() => [.. File.ReadLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> Admitted() => Ignored().Where(line => line[0] == '!').Select(line => line[1..]);
}
