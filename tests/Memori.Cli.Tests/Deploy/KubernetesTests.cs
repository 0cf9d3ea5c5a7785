using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Memori.Cli.Tests.Deploy;

public sealed class KubernetesTests
{
    private readonly YamlNode _set = Manifest("statefulset");
    private readonly YamlNode _settings = Manifest("configmap");

    private YamlNode Pod => _set.Find("spec", "template", "spec")!;

    private YamlNode Container => Pod.List("containers").ShouldHaveSingleItem();

    private string Port => Container.List("ports").ShouldHaveSingleItem().Word("containerPort")!;

    [Fact]
    public void Every_manifest_is_applied_but_the_example_of_a_secret()
    {
        var files = Directory.GetFiles(DeployFile.Path("kubernetes"), "*.yaml").Select(file => Path.GetFileName(file));
        Manifest("kustomization").Words("resources").Select(name => name!).ShouldBe(files.Except(["kustomization.yaml", "secret.example.yaml"], StringComparer.Ordinal), ignoreOrder: true);
        foreach (var name in Manifest("kustomization").Words("resources"))
        {
            var manifest = DeployFile.Yaml($"kubernetes/{name}");
            manifest.Word("apiVersion").ShouldNotBeNull(name);
            manifest.Word("metadata", "name").ShouldBe("memori", name);
        }
    }

    [Fact]
    public void The_embedded_store_has_one_writer()
    {
        // A stateful set ends a pod before it starts the next one.
        _set.Word("kind").ShouldBe("StatefulSet");
        _set.Word("spec", "replicas").ShouldBe("1");
        _set.List("spec", "volumeClaimTemplates").ShouldAllBe(claim => claim.Words("spec", "accessModes").Single() == "ReadWriteOnce");
        _set.Word("spec", "updateStrategy", "type").ShouldBeNull();
    }

    [Fact]
    public void Probes_ask_what_the_service_answers()
    {
        Container.Word("startupProbe", "httpGet", "path").ShouldBe("/health");
        Container.Word("livenessProbe", "httpGet", "path").ShouldBe("/health");
        Container.Word("readinessProbe", "httpGet", "path").ShouldBe("/health/ready");
        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            Container.Word(probe, "httpGet", "port").ShouldBe("http", probe);
        }
    }

    [Fact]
    public void It_may_do_little_and_has_its_share()
    {
        Manifest("namespace").Word("metadata", "labels", "pod-security.kubernetes.io/enforce").ShouldBe("restricted");
        Pod.Word("automountServiceAccountToken").ShouldBe("false");
        Pod.Word("securityContext", "runAsNonRoot").ShouldBe("true");
        Pod.Word("securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault");
        var user = Dockerfile.Read().One("USER").Split(':');
        Pod.Word("securityContext", "runAsUser").ShouldBe(user[0]);
        Pod.Word("securityContext", "fsGroup").ShouldBe(user[1]);
        Container.Word("securityContext", "readOnlyRootFilesystem").ShouldBe("true");
        Container.Word("securityContext", "allowPrivilegeEscalation").ShouldBe("false");
        Container.Words("securityContext", "capabilities", "drop").ShouldBe(["ALL"]);
        Container.Map("resources", "requests").Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true);
        Container.Map("resources", "limits").Keys.ShouldContain("memory");
        int.Parse(Pod.Word("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(Deployment.LongestStop);
    }

    [Fact]
    public void What_is_written_to_is_mounted_and_what_is_mounted_is_there()
    {
        var mounts = Container.List("volumeMounts");
        var places = mounts.Select(mount => mount.Word("mountPath")!).ToList();
        new[] { _settings.Word("data", "MEMORI_DATA_DIR"), _settings.Word("data", "MEMORI_BACKUP_DIR"), "/tmp" }.ShouldBeSubsetOf(places);
        var volumes = Pod.List("volumes").Select(volume => volume.Word("name")).Concat(_set.List("spec", "volumeClaimTemplates").Select(claim => claim.Word("metadata", "name")));
        mounts.Select(mount => mount.Word("name")).ShouldBe(volumes, ignoreOrder: true);
        Container.List("envFrom").ShouldHaveSingleItem().Word("configMapRef", "name").ShouldBe(_settings.Word("metadata", "name"));
    }

    [Fact]
    public void Secrets_are_files_and_are_there()
    {
        var secret = Manifest("secret.example");
        var volume = Pod.List("volumes").Single(volume => volume.Find("secret") is not null);
        volume.Word("secret", "secretName").ShouldBe(secret.Word("metadata", "name"));
        var place = Container.List("volumeMounts").Single(mount => mount.Word("name") == volume.Word("name")).Word("mountPath");
        var files = _settings.Map("data").Where(pair => pair.Key.EndsWith("__FILE", StringComparison.Ordinal)).Select(pair => pair.Value.Word()!).ToList();
        files.ShouldBe(secret.Map("stringData").Keys.Select(key => $"{place}/{key}"), ignoreOrder: true);
        secret.Map("stringData").Values.ShouldAllBe(value => value.Word()!.Length == 0);
        _settings.Map("data").Keys.ShouldNotContain(name => name.EndsWith("_KEY", StringComparison.Ordinal) || name.EndsWith("_PASSWORD", StringComparison.Ordinal));
    }

    [Fact]
    public void Requests_find_their_way()
    {
        new Uri(_settings.Word("data", "MEMORI_URLS")!).Port.ToString(CultureInfo.InvariantCulture).ShouldBe(Port);
        _settings.Word("data", "MEMORI_ALLOWED_HOSTS")!.Split(',').ShouldContain(Manifest("ingress").List("spec", "rules")[0].Word("host")!);
        Container.List("ports")[0].Word("name").ShouldBe("http");
        Manifest("service").List("spec", "ports").ShouldHaveSingleItem().Word("targetPort").ShouldBe("http");
        var labels = _set.Map("spec", "template", "metadata", "labels").ToDictionary(pair => pair.Key, pair => pair.Value.Word(), StringComparer.Ordinal);
        foreach (var selector in new[] { _set.Map("spec", "selector", "matchLabels"), Manifest("service").Map("spec", "selector"), Manifest("networkpolicy").Map("spec", "podSelector", "matchLabels") })
        {
            selector.ToDictionary(pair => pair.Key, pair => pair.Value.Word(), StringComparer.Ordinal).ShouldBe(labels);
        }

        var backend = Manifest("ingress").List("spec", "rules").ShouldHaveSingleItem().List("http", "paths").ShouldHaveSingleItem().Find("backend", "service");
        backend.Word("name").ShouldBe(Manifest("service").Word("metadata", "name"));
        backend.Word("port", "name").ShouldBe(Manifest("service").List("spec", "ports")[0].Word("name"));
    }

    [Fact]
    public void Streams_and_uploads_pass_the_ingress()
    {
        Manifest("ingress").Word("metadata", "annotations", "nginx.ingress.kubernetes.io/proxy-buffering").ShouldBe("off");
        Manifest("ingress").Word("metadata", "annotations", "nginx.ingress.kubernetes.io/proxy-body-size").ShouldBe(Deployment.LargestUpload);
    }

    [Fact]
    public void The_image_is_this_version_of_it()
    {
        var version = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        Container.Word("image").ShouldBe($"memori:{version}");
        DeployFile.Yaml("compose.yaml").Word("services", "memori", "image").ShouldBe($"memori:{version}");
        Container.Words("args").ShouldBe(Dockerfile.Command(Dockerfile.Read().One("CMD")));
    }

    [Fact]
    public Task The_settings_are_in_order() =>
        Deployment.ShouldBeInOrderAsync(_settings.Map("data").ToDictionary(pair => pair.Key, pair => pair.Value.Word()!, StringComparer.Ordinal));

    private static YamlNode Manifest(string name) => DeployFile.Yaml($"kubernetes/{name}.yaml");
}
