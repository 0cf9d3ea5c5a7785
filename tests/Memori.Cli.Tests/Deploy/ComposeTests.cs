using YamlDotNet.RepresentationModel;

namespace Memori.Cli.Tests.Deploy;

public sealed class ComposeTests
{
    private readonly YamlNode _file = DeployFile.Yaml("compose.yaml");
    private readonly Dockerfile _image = Dockerfile.Read();

    private YamlNode Service => _file.Find("services", "memori")!;

    [Fact]
    public void Other_services_have_a_version_a_health_check_and_a_volume()
    {
        var others = _file.Map("services").Where(service => service.Key != "memori").ToList();
        others.Select(service => service.Key).ShouldBe(["db", "redis"], ignoreOrder: true);
        foreach (var (name, service) in others)
        {
            service.Word("image").ShouldNotBeNull().ShouldMatch(@":\d+(\.\d+)*(-\w+)?$", name);
            service.Words("healthcheck", "test").Count.ShouldBeGreaterThan(1, name);
            service.List("volumes").ShouldNotBeEmpty(name);
        }

        Service.Word("depends_on", "db", "condition").ShouldBe("service_healthy");
        _file.Words("services", "redis", "profiles").ShouldBe(["redis"]);
    }

    [Fact]
    public void Volumes_and_secrets_that_are_named_are_declared()
    {
        foreach (var (name, service) in _file.Map("services"))
        {
            service.Words("volumes").Select(volume => volume!.Split(':')[0]).ShouldBeSubsetOf(_file.Map("volumes").Keys, name);
            service.Words("secrets").Select(secret => secret!).ShouldBeSubsetOf(_file.Map("secrets").Keys, name);
        }
    }

    [Fact]
    public void Secrets_are_files_that_git_does_not_keep()
    {
        _file.Map("secrets").Values.ShouldAllBe(secret => secret.Word("file")!.StartsWith("./secrets/", StringComparison.Ordinal));
        DeployFile.Text(".gitignore").Split('\n').ShouldContain("secrets/");
        foreach (var (variable, place) in _file.Map("services").Values.SelectMany(service => service.Map("environment")).Where(pair => pair.Key.EndsWith("_FILE", StringComparison.Ordinal)))
        {
            _file.Map("secrets").Keys.ShouldContain(place.Word()!["/run/secrets/".Length..], variable);
        }

        _file.Map("services").Values.SelectMany(service => service.Map("environment").Keys).ShouldNotContain(name => name.EndsWith("_KEY", StringComparison.Ordinal) || name.EndsWith("_PASSWORD", StringComparison.Ordinal));
        var make = DeployFile.Text("compose.yaml");
        _file.Map("secrets").Keys.ShouldAllBe(name => make.Contains($"> deploy/secrets/{name}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_is_built_from_the_repository_and_has_its_folders()
    {
        Path.GetFullPath(DeployFile.Path(Service.Word("build", "context")!)).ShouldBe(Path.GetFullPath(Repository.Root).TrimEnd('/'));
        File.Exists(Path.Combine(Repository.Root, Service.Word("build", "dockerfile")!)).ShouldBeTrue();
        Service.Words("volumes").Select(volume => volume!.Split(':')[1]).ShouldBe(Dockerfile.Command(_image.One("VOLUME")), ignoreOrder: true);
        Service.Words("ports").ShouldAllBe(port => port!.StartsWith("127.0.0.1:", StringComparison.Ordinal) && port.EndsWith($":{_image.One("EXPOSE")}", StringComparison.Ordinal));
    }

    [Fact]
    public void It_may_do_little_and_is_given_time_to_stop()
    {
        Service.Word("read_only").ShouldBe("true");
        Service.Words("tmpfs").ShouldBe(["/tmp"]);
        Service.Words("cap_drop").ShouldBe(["ALL"]);
        Service.Words("security_opt").ShouldContain("no-new-privileges:true");
        Deployment.Seconds(Service.Word("stop_grace_period")!).ShouldBeGreaterThanOrEqualTo(Deployment.LongestStop);
        Service.Word("deploy", "resources", "limits", "memory").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_settings_are_in_order()
    {
        var environment = new Dictionary<string, string>(_image.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in Service.Map("environment"))
        {
            environment[name] = value.Word()!;
        }

        await Deployment.ShouldBeInOrderAsync(environment);
    }

    [Fact]
    public void The_host_whose_proxy_is_believed_is_that_of_the_network() =>
        Service.Word("environment", "MEMORI_TRUSTED_PROXIES").ShouldBe(_file.List("networks", "default", "ipam", "config").ShouldHaveSingleItem().Word("gateway"));
}
