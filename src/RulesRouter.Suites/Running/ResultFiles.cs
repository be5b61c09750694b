using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Running;

/// <summary>
/// Results of attempts, one file each, named by the content of scenario, model and prompt: a repeated run finds them, and costs nothing.
/// </summary>
internal sealed class ResultFiles(string suite)
{
    public const string Folder = ".results";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        NewLine = "\n",
        WriteIndented = true,
    };

    /// <summary>Null where there is none, or where a kill left a file that cannot be read.</summary>
    public AttemptResult? Find(string key)
    {
        var path = PathOf(key);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<AttemptResult>(File.ReadAllText(path), Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>All results of the suite, sorted by scenario, model and format.</summary>
    public ImmutableArray<AttemptResult> All() => !Directory.Exists(Path.Combine(suite, Folder))
        ? []
        :
        [
            .. Directory.EnumerateFiles(Path.Combine(suite, Folder), "*.json")
                .Select(path => Find(Path.GetFileNameWithoutExtension(path)))
                .OfType<AttemptResult>()
                .OrderBy(result => result.Scenario, StringComparer.Ordinal)
                .ThenBy(result => result.Model, StringComparer.Ordinal)
                .ThenBy(result => result.Format),
        ];

    /// <summary>An attempt that an API failed says nothing, and is made again.</summary>
    public void Keep(string key, AttemptResult result)
    {
        if (result.InfrastructureFailure is null)
        {
            Directory.CreateDirectory(Path.Combine(suite, Folder));
            var partial = PathOf(key) + ".partial";
            File.WriteAllText(partial, JsonSerializer.Serialize(result, Options) + "\n");
            File.Move(partial, PathOf(key), overwrite: true);
        }
    }

    /// <summary>SHA-256 over what a result depends on.</summary>
    public static string KeyOf(Scenario scenario, ModelUnderTest model, EditFormat? format)
    {
        var tests = ScenarioJson.Write(scenario);
        var content = JsonSerializer.Serialize(
            new { tests, scenario.Instruction, scenario.TestPatch, scenario.GoldPatch, model, format, Prompt.Version },
            Options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32];
    }

    private string PathOf(string key) => Path.Combine(suite, Folder, $"{key}.json");
}
