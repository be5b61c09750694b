using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Evaluation.Tests.Deciding;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Json;

public sealed class RecordedRequestTests
{
    /// <summary>Everything a request can say. A property that is missing here is one the record would lose.</summary>
    private static readonly DecisionRequest Full = new()
    {
        Policy = "p",
        Prompt = "a secret text",
        Task = TaskKind.Debugging,
        Attributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, AttributeValue>
        {
            ["team"] = new AttributeValue.String("ide"),
            ["urgent"] = new AttributeValue.Boolean(true),
            ["budget"] = new AttributeValue.Number(0.25),
            ["languages"] = new AttributeValue.List(["c", "rust"]),
        }),
        KeyAttributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("sensitivity", (AttributeValue)new AttributeValue.String("regulated"))]),
        Needs = new Needs(true, false, null, true),
        Estimate = new TokenCounts(1800, 12, 300),
        MaxOutputTokens = 1000,
        Stream = false,
        DeadlineMs = 800.5,
        MaxCostUsd = 0.02,
        Session = new Session("s", "p0/m0", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("p0/m0", 12000)])),
        Attempts = [new Attempt("p0/m0", FailureClass.Timeout, 0.001), new Attempt("p1/m1", FailureClass.RejectedOutput)],
        ObligationsSupported = ImmutableSortedSet.Create(StringComparer.Ordinal, "audit", "redact"),
    };

    [Fact]
    public void A_record_keeps_everything_a_request_says_but_its_text()
    {
        var classification = new Classification
        {
            Source = ClassificationSource.Classifier,
            Task = TaskKind.Chat,
            TaskConfidence = 0.75,
            Difficulty = 0.5,
            InputTokens = 17,
            OutputTokens = 210.5,
            HasCode = true,
            OutOfDistribution = true,
            Success = [new AbilityChance(0.2, 0.1), new AbilityChance(0.9, 0.8)],
        };
        var down = new RouterState(ImmutableSortedSet.Create(StringComparer.Ordinal, "p1"));
        var json = Write(new RecordedRequest(Full, classification, down, true));

        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        var read = Read(json);
        Assert.Equal(Shown(Full with { Prompt = null, Measured = new TextMeasure(13, 1) }), Shown(read.Request));
        Assert.Equal(classification with { Success = [] }, read.Classification with { Success = [] });
        Assert.Equal(classification.Success, read.Classification.Success);
        Assert.Equal(down.Digest, read.State.Digest);
        Assert.True(read.AllowSampleEvidence);
    }

    [Fact]
    public void No_property_of_a_request_is_unknown_to_the_record()
    {
        string[] notKept = ["Messages", "Prompt", "Measured", "At", "Explain"];
        foreach (var property in typeof(DecisionRequest).GetProperties().Where(property => !notKept.Contains(property.Name) && property.Name != "EqualityContract"))
        {
            Assert.NotEqual(Shown(property.GetValue(new DecisionRequest { Policy = "" })), Shown(property.GetValue(Full)));
        }
    }

    [Fact]
    public void A_record_that_was_tampered_with_says_where()
    {
        using var document = JsonDocument.Parse("""{ "request": { "policy": "p", "task": "nonsense" }, "classification": { "source": "oracle", "success": [[1]] }, "extra": 1 }""");

        var (recorded, faults) = RecordedRequestReader.Read(document.RootElement);

        Assert.Null(recorded);
        Assert.Equal(["/replay/extra", "/replay/request/task", "/replay/classification/source", "/replay/classification/success/0"], faults.Select(fault => fault.Pointer));
    }

    [Property(MaxTest = 100)]
    public Property Deciding_again_from_the_record_gives_the_same_decision() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var compiled = PolicyCompiler.Compile(drawn.Policies, drawn.Catalog, "content", "classifier").Set!;
        var point = new PolicyDecisionPoint(compiled, new PinnedClassifier(drawn.Classification), new DecisionSettings());
        var first = point.Decide(drawn.Request, GeneratedPolicies.Now, RouterState.Healthy);
        var recorded = Read(Write(new RecordedRequest(drawn.Request, first.Classification!, RouterState.Healthy, false)));
        var again = point.Decide(recorded.Request with { Explain = true }, recorded.Classification, GeneratedPolicies.Now, recorded.State);

        Assert.Equal(Text(first.Decision!), Text(again.Decision!));
    });

    private static string Text(Decision decision) => CompactJson.Render(decision, static (json, one) => DecisionWriter.Write(json, one, ""));

    private static string Write(RecordedRequest recorded) => CompactJson.Render(recorded, RecordedRequestWriter.Write);

    private static RecordedRequest Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var (recorded, faults) = RecordedRequestReader.Read(document.RootElement);
        Assert.Empty(faults);
        return recorded!;
    }

    private static string Shown(object? value) => JsonSerializer.Serialize(value, Indented);

    private static readonly JsonSerializerOptions Indented = new() { Converters = { new AttributeText() } };

    private sealed class AttributeText : System.Text.Json.Serialization.JsonConverter<AttributeValue>
    {
        public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value is AttributeValue.List list ? string.Join('|', list.Values) : value.ToString());
    }

    private sealed class PinnedClassifier(Classification classification) : IPromptClassifier
    {
        public string Digest => "pinned";

        public Classification Classify(in ClassifierInput prompt) => classification;
    }
}
