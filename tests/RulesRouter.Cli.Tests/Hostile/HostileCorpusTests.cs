using System.Text;
using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests.Hostile;

/// <summary>
/// Every file of tests/testdata/hostile is an attack: it gets a diagnostic with a location, or it is harmless. The result of each is in
/// <c>expected.txt</c> beside it: the first location and the codes of all diagnostics shown. Run with UPDATE_EXPECTED=1 to rewrite it, then
/// review the change.
/// </summary>
public sealed partial class HostileCorpusTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hostile").FullName;
    private readonly LimitedTool tool = new();
    private string chosen = "";

    [Fact]
    public Task Hostile_yaml_has_a_located_error_or_is_harmless() => Hold("yaml", async name =>
    {
        var file = Write("policy.yaml", Read("yaml", name));
        return await Refused("validate", file) ?? await Decided("--policies", file, "--policy", "hostile", "--prompt", "hello");
    });

    [Fact]
    public Task Hostile_suite_has_a_located_error_or_runs() => Hold("suites", async name =>
    {
        Write("catalog.yaml", Read("world", "catalog.yaml"));
        Write("policy.yaml", Read("world", "policy.yaml"));
        Write("tests.yaml", Read("suites", name));
        return await Refused("validate", folder) ?? await tool.Run("test", folder) switch
        {
            null => "!! took the process down, or hung",
            var answer when Defect(answer) is { } defect => defect,
            { ExitCode: 0 } => "passes",
            { ExitCode: 1 } => "fails",
            var answer => $"!! exit {answer.ExitCode}: {Clipped(answer.Output + answer.Error)}",
        };
    });

    [Fact]
    public Task Hostile_condition_has_a_located_error_or_is_harmless() => Hold("conditions", async name =>
    {
        Write("catalog.yaml", Read("world", "catalog.yaml"));
        Write("policy.yaml", PolicyWith(Encoding.UTF8.GetString(Read("conditions", name))));
        return await Refused("validate", folder) ?? await Decided("--policies", folder, "--policy", "hostile", "--prompt", "hello");
    });

    [Fact]
    public Task Hostile_script_has_a_located_error_or_hits_a_limit() => Hold("scripts", async name =>
    {
        Write("catalog.yaml", Read("world", "catalog.yaml"));
        Write("policy.yaml", PolicyWithScript(Encoding.UTF8.GetString(Read("scripts", name))));
        var request = Write(
            "request.json",
            """{"policy":"hostile","prompt":"hello","maxOutputTokens":1000,"session":{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"},"attributes":{"tags":["a","b"]}}"""u8.ToArray());
        return await Refused("validate", folder) ?? await Decided("--policies", folder, "--request", request, "--format", "json") switch
        {
            "routed" => chosen == "q/m" ? "answers" : "is unknown, or no more than 0",
            var other => other,
        };
    });

    [Fact]
    public Task Hostile_request_has_an_error_with_a_pointer_or_is_decided() => Hold("requests", async name =>
    {
        Write("catalog.yaml", Read("world", "catalog.yaml"));
        Write("policy.yaml", Read("world", "policy.yaml"));
        return await Decided("--policies", folder, "--request", Write("request.json", Read("requests", name)));
    });

    [Fact]
    public void Corpus_has_enough_attacks_with_distinct_names()
    {
        var cases = new[] { "yaml", "conditions", "scripts", "requests", "suites" }.SelectMany(Cases).ToList();

        Assert.True(cases.Count >= 300, $"{cases.Count} cases");
        Assert.All(cases, name => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*\\.(yaml|txt|json|js)$", name));
    }

    public void Dispose()
    {
        tool.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Hold(string stage, Func<string, Task<string>> run)
    {
        var results = new StringBuilder();
        foreach (var name in Cases(stage))
        {
            results.Append(name).Append(": ").Append(await run(name)).Append('\n');
        }

        var expected = Path.Combine(Repository.TestData("hostile"), stage, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
        {
            await File.WriteAllTextAsync(expected, results.ToString());
        }

        Assert.Equal(await File.ReadAllTextAsync(expected), results.ToString());
        Assert.DoesNotContain("!!", results.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The first diagnostic, or null if the files load.</summary>
    private async Task<string?> Refused(params string[] arguments) => await tool.Run(arguments) switch
    {
        null => "!! took the process down, or hung",
        var answer when Defect(answer) is { } defect => defect,
        { ExitCode: 0 } => null,
        { ExitCode: 3 } answer when FirstDiagnostic().Match(answer.Output) is { Success: true } first =>
            $"{Shown(first.Groups[1].Value)}: {string.Join(' ', Codes().Matches(answer.Output).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal))}",
        var answer => $"!! exit {answer.ExitCode} without a diagnostic that names a place: {Clipped(answer.Output + answer.Error)}",
    };

    private async Task<string> Decided(params string[] arguments) => await tool.Run(["decide", .. arguments]) switch
    {
        null => "!! took the process down, or hung",
        var answer when Defect(answer) is { } defect => defect,
        { ExitCode: 0 } answer => Routed(answer),
        { ExitCode: 1 } => "denied",
        { ExitCode: 2 } answer when answer.Error.StartsWith("error: ", StringComparison.Ordinal) => Clipped(
            Shown(answer.Error).Replace("\n", " ", StringComparison.Ordinal)),
        var answer => $"!! exit {answer.ExitCode}: {Clipped(answer.Output + answer.Error)}",
    };

    private string Routed(LimitedTool.Answer answer)
    {
        chosen = Chosen().Match(answer.Output).Groups[1].Value;
        return "routed";
    }

    private static string? Defect(LimitedTool.Answer answer)
    {
        var text = answer.Output + answer.Error;
        return text switch
        {
            _ when text.Contains("a defect of rulesrouter", StringComparison.Ordinal)
                || text.Contains("\n   at ", StringComparison.Ordinal) => $"!! {Clipped(text)}",
            _ when answer.Allocated > 2_000_000_000 => $"!! allocated {answer.Allocated / 1_000_000} MB",
            _ when answer.CpuMilliseconds > 15_000 => $"!! took {answer.CpuMilliseconds} ms of processor time",
            _ when text.Any(character => char.IsControl(character) && character is not ('\n' or '\r')) => "!! printed a control character",
            _ => null,
        };
    }

    private string Shown(string text) => text.Replace(folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal);

    private static string Clipped(string text) => text.Trim() is { Length: > 300 } much ? much[..300] + "…" : text.Trim();

    private static IEnumerable<string> Cases(string stage) =>
        Directory.EnumerateFiles(Path.Combine(Repository.TestData("hostile"), stage))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name != "expected.txt")
            .Order(StringComparer.Ordinal);

    private static byte[] Read(string stage, string name) =>
        Template.Expand(File.ReadAllBytes(Path.Combine(Repository.TestData("hostile"), stage, name)));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A policy whose first rule has the condition.</summary>
    internal static byte[] PolicyWith(string condition) => Encoding.UTF8.GetBytes($$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: hostile }
        spec:
          rules:
            - id: attack
              when: {{Quoted(condition)}}
              constrain: { price: { outputPerMTok: { max: 1000 } } }
            - { id: default, select: { objective: price } }

        """);

    internal static byte[] PolicyWithScript(string body) => Encoding.UTF8.GetBytes($$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: hostile }
        spec:
          attributes: { tags: { type: set } }
          scripts:
            attack:
              inputs: { a: number?, t: text?, s: set? }
              result: number
              body: {{Quoted(body)}}
          rules:
            - id: attack
              when: script.attack(maxOutputTokens, session.id, tags) > 0
              select: { objective: ordered, prefer: [q/m] }
            - { id: default, select: { objective: price } }

        """);

    /// <summary>Escaped so that the YAML reader returns it unchanged.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in text)
        {
            quoted.Append(
                unit is '"' or '\\'
                    ? $"\\{unit}"
                    : char.IsAsciiLetterOrDigit(unit) || " ()[]{}.,+-*/<>=!&|'_%$@^?:;#`~".Contains(unit, StringComparison.Ordinal)
                    ? unit
                    : $"\\u{(int)unit:X4}");
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("\"endpoint\": \"([^\"]*)\"")]
    private static partial Regex Chosen();

    [GeneratedRegex("RR[0-9]{4}(?=: )")]
    private static partial Regex Codes();

    [GeneratedRegex("^([^\n]*:[0-9]+:[0-9]+): error RR[0-9]{4}: [^\n]*", RegexOptions.Multiline)]
    private static partial Regex FirstDiagnostic();
}
