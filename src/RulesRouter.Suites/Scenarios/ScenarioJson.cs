using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Catalog;
using RulesRouter.Language.Schemas;
using RulesRouter.Names;

namespace RulesRouter.Suites.Scenarios;

/// <summary>
/// What <c>scenario.json</c> holds beside Harbor's files: everything but instruction and patches (schemas/scenario.schema.json).
/// </summary>
internal sealed record ScenarioJson
{
    public const string FileName = "scenario.json";

    /// <summary>Of the format: a file of another version is not read.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Version { get; init; } = CurrentVersion;

    public required string Id { get; init; }

    public required string BaseCommit { get; init; }

    public required string MergedCommit { get; init; }

    public required DateTimeOffset MergedAt { get; init; }

    public required string InstructionSource { get; init; }

    public required string Task { get; init; }

    public required string TestSystem { get; init; }

    public required string TestCommand { get; init; }

    public string? PrepareCommand { get; init; }

    public required ImmutableArray<string> TestFiles { get; init; }

    public required ImmutableArray<string> GoldFiles { get; init; }

    public required int GoldLines { get; init; }

    public ImmutableArray<string> FailToPass { get; init; } = [];

    public ImmutableArray<string> PassToPass { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public static string Write(Scenario scenario) => JsonSerializer.Serialize(
        new ScenarioJson
        {
            Id = scenario.Id,
            BaseCommit = scenario.BaseCommit,
            MergedCommit = scenario.MergedCommit,
            MergedAt = scenario.MergedAt,
            InstructionSource = EnumNames<InstructionSource>.NameOf(scenario.InstructionSource),
            Task = EnumNames<TaskKind>.NameOf(scenario.Task),
            TestSystem = EnumNames<TestSystem>.NameOf(scenario.TestSystem),
            TestCommand = scenario.TestCommand,
            PrepareCommand = scenario.PrepareCommand,
            TestFiles = scenario.TestFiles,
            GoldFiles = scenario.GoldFiles,
            GoldLines = scenario.GoldLines,
            FailToPass = scenario.FailToPass,
            PassToPass = scenario.PassToPass,
            Attributes = scenario.Attributes,
        },
        Options) + "\n";

    /// <param name="path">Of the file, for messages.</param>
    /// <exception cref="FormatException">The file has another shape or version; each line of the message says where.</exception>
    public static Scenario Read(string json, string path, string instruction, string testPatch, string goldPatch)
    {
        var read = Parse(json, path);
        return new Scenario
        {
            Id = read.Id,
            BaseCommit = read.BaseCommit,
            MergedCommit = read.MergedCommit,
            MergedAt = read.MergedAt,
            Instruction = instruction,
            InstructionSource = Named<InstructionSource>(read.InstructionSource),
            Task = Named<TaskKind>(read.Task),
            TestSystem = Named<TestSystem>(read.TestSystem),
            TestCommand = read.TestCommand,
            PrepareCommand = read.PrepareCommand,
            TestFiles = read.TestFiles,
            GoldFiles = read.GoldFiles,
            GoldLines = read.GoldLines,
            FailToPass = read.FailToPass,
            PassToPass = read.PassToPass,
            TestPatch = testPatch,
            GoldPatch = goldPatch,
            Attributes = read.Attributes,
        };
    }

    private static ScenarioJson Parse(string json, string path)
    {
        if (VersionOf(json) is { } other and not CurrentVersion)
        {
            throw new FormatException(
                $"{path}: the scenario has version {other} of the format, this rulesrouter reads version {CurrentVersion}; use the rulesrouter that wrote the suite, or mine it again");
        }

        var problems = JsonSchemaCheck.Problems(json, "scenario");
        return problems.IsEmpty
            ? JsonSerializer.Deserialize<ScenarioJson>(json, Options)!
            : throw new FormatException(string.Join('\n', problems.Select(problem => $"{path}:{problem}")));
    }

    /// <summary>Null where the file is no JSON object with an integer there: then the schema says what is wrong.</summary>
    private static int? VersionOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="name">Checked against the schema.</param>
    private static T Named<T>(string name)
        where T : struct, Enum => EnumNames<T>.TryParse(name, out var value) ? value : throw new ArgumentException(name);
}
