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

    /// <summary>Null where there is none, or where the file cannot be read as a result of this version.</summary>
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

    /// <summary>
    /// The last result of each scenario, model and format, sorted by them. Earlier ones are of another version of the model's settings or
    /// of the scenario.
    /// </summary>
    public ImmutableArray<AttemptResult> All() =>
    [
        .. Stored().Select(stored => stored.Result)
            .GroupBy(result => (result.Scenario, result.Model, result.Format))
            .Select(same => same.MaxBy(result => result.FinishedAt)!)
            .OrderBy(result => result.Scenario, StringComparer.Ordinal)
            .ThenBy(result => result.Model, StringComparer.Ordinal)
            .ThenBy(result => result.Format),
    ];

    /// <summary>Every result with its key, in the order of the keys.</summary>
    public IEnumerable<(string Key, AttemptResult Result)> Stored() => !Directory.Exists(Path.Combine(suite, Folder))
        ? []
        : from path in Directory.EnumerateFiles(Path.Combine(suite, Folder), "*.json").Order(StringComparer.Ordinal).ToList()
          let key = Path.GetFileNameWithoutExtension(path)
          let result = Find(key)
          where result is not null
          select (key, result);

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
        var (tests, asked) = (ScenarioJson.Write(scenario), model with { Formats = [], UsdPerAttempt = null, CredentialVariable = null });
        var content = JsonSerializer.Serialize(
            new { tests, scenario.Instruction, scenario.TestPatch, scenario.GoldPatch, asked, format, Prompt.Version },
            Options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32];
    }

    private string PathOf(string key) => Path.Combine(suite, Folder, $"{key}.json");
}
