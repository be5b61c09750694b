using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using RulesRouter.Service.Settings;
using YamlDotNet.RepresentationModel;

namespace RulesRouter.Service.Tests.Deploying;

/// <summary>
/// The files in deploy/, which no test can run: they parse, and every setting, variable, port, file, volume and name that they mention
/// exists.
/// </summary>
public sealed partial class DeploymentFileTests
{
    private const int ServicePort = 8080;

    private static readonly string Folder = Path.Combine(Repository.Root, "src", "RulesRouter.Service", "deploy");

    /// <summary>Of keys, which the README creates.</summary>
    private static readonly string[] Made = ["./keys", "./keys/metrics-key"];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_one_document(string file) => Assert.IsType<YamlMappingNode>(Read(file), exactMatch: false);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variable_is_one_of_the_table_of_settings(string file)
    {
        string[] known = [SettingsReader.FileVariable, .. SettingTable.All.Select(setting => setting.Variable)];

        Assert.All(Variables().Matches(File.ReadAllText(Path.Combine(Folder, file))), found => Assert.Contains(found.Value, known));
    }

    [Fact]
    public void Instances_of_compose_start_with_valid_settings()
    {
        Assert.All(Instances(), instance =>
        {
            var variables = Map(instance["environment"]);
            var reading = SettingsReader.Read(ImmutableDictionary<Setting, ImmutableArray<string>>.Empty, variables, file: null);

            Assert.Empty(reading.Errors);
            Assert.Empty(reading.Warnings);
            Assert.Empty(SettingsCheck.Run(reading.Options!, reading.Settings));
            Assert.Equal(ServicePort, new Uri(reading.Options!.Url).Port);
        });
    }

    [Fact]
    public void Files_of_compose_exist_and_settings_name_what_is_mounted()
    {
        foreach (var service in Services().Select(pair => (YamlMappingNode)pair.Value))
        {
            foreach (var source in Mounts(service).Select(mount => mount.Source).Where(source => source.StartsWith('.')))
            {
                Assert.True(Made.Contains(source) || Path.Exists(Path.Combine(Folder, source)), $"`{source}` does not exist");
            }
        }

        Assert.All(Instances(), instance =>
        {
            var targets = Mounts(instance).Select(mount => mount.Target).ToList();

            Assert.All(
                Map(instance["environment"]).Values.Where(value => value.StartsWith('/')),
                path => Assert.Contains(targets, target => path == target || path.StartsWith(target + "/", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void Volumes_of_compose_are_declared()
    {
        var declared = ((YamlMappingNode)Read("compose.yaml")["volumes"]).Children.Keys.Select(key => key.ToString()).ToList();
        var used = Services().SelectMany(pair => Mounts((YamlMappingNode)pair.Value))
            .Select(mount => mount.Source)
            .Where(source => !source.StartsWith('.'))
            .ToList();

        Assert.Equal(declared.Order(), used.Order());
    }

    [Fact]
    public void Ports_that_servers_of_compose_are_asked_at_are_theirs()
    {
        var services = Services().Select(pair => pair.Key.ToString()).ToList();
        var scraped = ((YamlSequenceNode)Read("prometheus.yaml")["scrape_configs"])[0];
        var targets = ((YamlSequenceNode)scraped["static_configs"])
            .SelectMany(config => (YamlSequenceNode)config["targets"])
            .Select(target => target.ToString());

        Assert.Equal(
            services.Where(name => name.StartsWith("instance", StringComparison.Ordinal)).Select(name => $"{name}:{ServicePort}"),
            targets);
        Assert.All(
            Instances(),
            instance => Assert.EndsWith($":{ServicePort}", ((YamlSequenceNode)instance["ports"])[0].ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_Kubernetes_are_valid_and_name_what_is_mounted()
    {
        var path = Path.Combine(Folder, "kubernetes", "settings.yaml");
        var reading = SettingsReader.Read(
            ImmutableDictionary<Setting, ImmutableArray<string>>.Empty,
            ImmutableDictionary<string, string>.Empty,
            path);

        Assert.Empty(reading.InFile);
        Assert.Empty(reading.Errors);
        Assert.Empty(SettingsCheck.Run(reading.Options!, reading.Settings));
        var mounted = ((YamlSequenceNode)Container()["volumeMounts"]).Select(mount => mount["mountPath"].ToString()).ToList();
        Assert.All(
            Map(Read("kubernetes/settings.yaml")["spec"]).Values.Where(value => value.StartsWith('/')),
            value => Assert.Contains(mounted, folder => value == folder || value.StartsWith(folder + "/", StringComparison.Ordinal)));
        Assert.Equal(ServicePort, new Uri(reading.Options!.Url).Port);
        Assert.Equal($"{ServicePort}", ((YamlSequenceNode)Container()["ports"])[0]["containerPort"].ToString());
        var stop = reading.Options.DrainDelay + reading.Options.DrainTimeout;
        Assert.True(int.Parse(Pod()["terminationGracePeriodSeconds"].ToString(), null) > stop.TotalSeconds + 15);
    }

    [Fact]
    public void Container_of_Kubernetes_has_probes_that_exist_and_no_rights()
    {
        var container = Container();
        string[] probes = ["startupProbe", "readinessProbe", "livenessProbe"];
        string[] volumes =
        [
            .. ((YamlSequenceNode)Pod()["volumes"]).Select(volume => volume["name"].ToString()),
            .. ((YamlSequenceNode)Read("kubernetes/instances.yaml")["spec"]["volumeClaimTemplates"])
                .Select(claim => claim["metadata"]["name"].ToString()),
        ];

        Assert.Equal(["/healthz", "/readyz", "/healthz"], probes.Select(probe => container[probe]["httpGet"]["path"].ToString()));
        Assert.Equal("true", container["securityContext"]["readOnlyRootFilesystem"].ToString());
        Assert.Equal("true", Pod()["securityContext"]["runAsNonRoot"].ToString());
        Assert.Equal(volumes.Order(), ((YamlSequenceNode)container["volumeMounts"]).Select(mount => mount["name"].ToString()).Order());
    }

    [Fact]
    public void Policies_of_Kubernetes_load()
    {
        var folder = Path.Combine(Folder, "kubernetes", "policies");
        var router = new Router(new RouterOptions { PoliciesPath = folder, ClassifierPath = "none" });

        Assert.True(router.Refresh(), string.Join('\n', router.Problems));
    }

    /// <summary>Skipped with the reason where kubectl is not installed; it needs no cluster for this.</summary>
    [ProgramFact("kubectl")]
    public void Kubectl_builds_the_manifests()
    {
        var (code, output) = Run("kubectl", "kustomize", Path.Combine(Folder, "kubernetes"));

        Assert.Equal(0, code);
        Assert.Contains("kind: StatefulSet", output, StringComparison.Ordinal);
        Assert.Contains("name: rulesrouter-policies", output, StringComparison.Ordinal);
    }

    /// <summary>Skipped with the reason where docker has no compose; it needs no daemon for this.</summary>
    [ProgramFact("docker", "compose", "version")]
    public void Docker_reads_the_compose_file()
    {
        var file = Path.Combine(Folder, "compose.yaml");

        var (code, output) = Run("docker", "compose", "--file", file, "config", "--quiet", "--no-interpolate");

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Image_has_every_file_that_its_file_names()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "Dockerfile"));

        Assert.Contains($"EXPOSE {ServicePort}\n", text, StringComparison.Ordinal);
        Assert.All(
            Sources().Matches(text).Select(found => found.Value),
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"`{path}` does not exist"));
    }

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Folder, file));

        // Merge keys, which compose reads, are resolved.
        stream.Load(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(reader)));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Services() => ((YamlMappingNode)Read("compose.yaml")["services"]).Children;

    private static IEnumerable<YamlMappingNode> Instances() => Services()
        .Where(pair => pair.Key.ToString().StartsWith("instance", StringComparison.Ordinal))
        .Select(pair => (YamlMappingNode)pair.Value);

    private static YamlNode Pod() => Read("kubernetes/instances.yaml")["spec"]["template"]["spec"];

    private static YamlNode Container() => ((YamlSequenceNode)Pod()["containers"])[0];

    /// <summary>Short form: <c>source:target[:ro]</c>.</summary>
    private static IEnumerable<(string Source, string Target)> Mounts(YamlMappingNode service) =>
        (service.Children.TryGetValue("volumes", out var volumes) ? (YamlSequenceNode)volumes : [])
            .Select(volume => volume.ToString().Split(':'))
            .Select(parts => (parts[0], parts[1]));

    private static Dictionary<string, string> Map(YamlNode node) =>
        ((YamlMappingNode)node).Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal);

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    [GeneratedRegex("RULESROUTER_[A-Z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();

    [GeneratedRegex(@"(?<= )(?:src/|\.ci/)[\w./-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Sources();
}
