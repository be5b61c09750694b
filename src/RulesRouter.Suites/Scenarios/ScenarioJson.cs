using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Suites.Scenarios;

/// <summary>What <c>scenario.json</c> holds beside Harbor's files: everything but instruction and patches.</summary>
internal sealed record ScenarioJson
{
    public const string FileName = "scenario.json";

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

    /// <exception cref="FormatException">The file has another shape; the message says where.</exception>
    public static Scenario Read(string json, string instruction, string testPatch, string goldPatch)
    {
        var read = Parse(json);
        return new Scenario
        {
            Id = read.Id,
            BaseCommit = read.BaseCommit,
            MergedCommit = read.MergedCommit,
            MergedAt = read.MergedAt,
            Instruction = instruction,
            InstructionSource = Named<InstructionSource>(read.InstructionSource, "instructionSource"),
            Task = Named<TaskKind>(read.Task, "task"),
            TestSystem = Named<TestSystem>(read.TestSystem, "testSystem"),
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

    private static ScenarioJson Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScenarioJson>(json, Options) ?? throw new FormatException("expected an object, found null");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{exception.Path ?? "$"}: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static T Named<T>(string name, string field)
        where T : struct, Enum =>
        EnumNames<T>.TryParse(name, out var value)
            ? value
            : throw new FormatException($"/{field}: `{name}` is not one of {string.Join(", ", EnumNames<T>.All)}");
}
