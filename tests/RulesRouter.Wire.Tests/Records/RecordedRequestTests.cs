using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Tests.Records;

public sealed class RecordedRequestTests
{
    /// <summary>A request that sets every property.</summary>
    private static readonly DecisionRequest Full = new()
    {
        Policy = "p",
        Prompt = "a secret text",
        RequestedModel = "claude-opus-4-7",
        Task = TaskKind.Debugging,
        Attributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, AttributeValue>
        {
            ["team"] = new AttributeValue.String("ide"),
            ["urgent"] = new AttributeValue.Boolean(true),
            ["budget"] = new AttributeValue.Number(0.25),
            ["languages"] = new AttributeValue.List(["c", "rust"]),
        }),
        KeyAttributes = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("sensitivity", (AttributeValue)new AttributeValue.String("regulated"))]),
        Needs = new Needs(true, false, null, true),
        Estimate = new TokenCounts(1800, 12, 300),
        MaxOutputTokens = 1000,
        ClampsOutput = true,
        Answers = 4,
        Stream = false,
        DeadlineMs = 800.5,
        MaxCostUsd = 0.02,
        Session = new Session(
            "s",
            "p0/m0",
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("p0/m0", 12000)])),
        Attempts =
        [
            new Attempt("p0/m0", FailureClass.Timeout, 0.001) { Turns = 3, TestsPassed = 2, TestsFailed = 1, ToolErrors = 4 },
            new Attempt("p1/m1", FailureClass.RejectedOutput),
        ],
        Dialects = [ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages],
        BoundTo = "p0/m0",
        Api = EndpointApi.Embedding,
        Callable = ImmutableSortedSet.Create(StringComparer.Ordinal, "p0", "p1"),
        ObligationsSupported = ImmutableSortedSet.Create(StringComparer.Ordinal, "audit", "redact"),
    };

    [Fact]
    public void Keeps_everything_of_a_request_except_its_text()
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
        var down = new RouterState(ImmutableSortedSet.Create(StringComparer.Ordinal, "p1"))
        {
            Callable = ImmutableSortedSet.Create(StringComparer.Ordinal, "p0"),
            Budgets = RouterState.Healthy.Budgets.Add("month", new BudgetState(1.25, 0.5)).Add("day", BudgetState.Lost),
            Excluded = RouterState.Healthy.Excluded.Add("p0/m0", "circuit open"),
            Latencies = RouterState.Healthy.Latencies.Add("p1/m1", new MeasuredLatency(120.5, 900, null, 12)),
        };
        var json = Write(new RecordedRequest(Full, classification, down, true));

        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        var read = Read(json);
        Assert.Equal(
            Shown(Full with { Prompt = null, Measured = new TextMeasure(13, 1, TokenCounter.Count(Full.Prompt)) }),
            Shown(read.Request));
        Assert.Equal(classification with { Success = [] }, read.Classification with { Success = [] });
        Assert.Equal(classification.Success, read.Classification.Success);
        Assert.Equal(down.Digest, read.State.Digest);
        Assert.True(read.AllowSampleEvidence);
    }

    [Fact]
    public void Keeps_what_a_conversation_shows_in_place_of_its_text()
    {
        var request = new DecisionRequest
        {
            Policy = "p",
            Messages =
            [
                Message.Of(MessageRole.User, "a secret text"),
                new Message(MessageRole.Assistant, [new MessagePart.ToolCall("1", "Edit", "{\"file_path\":\"secret.cs\"}")]),
                new Message(
                    MessageRole.User,
                    [new MessagePart.ToolResult("1", [new MessagePart.Text("1 failed, 2 passed in 3s")], IsError: true)]),
            ],
        };
        var json = Write(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false));

        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        Assert.Equal(RequestText.MeasureOf(request), Read(json).Request.Measured);
        Assert.Equal(Step.Retry, Read(json).Request.Measured!.Conversation!.Step);
    }

    [Fact]
    public void Keeps_every_property_of_a_request()
    {
        string[] notKept = ["Messages", "Instructions", "DeclaredTokens", "Prompt", "Measured", "At", "Explain"];
        foreach (var property in typeof(DecisionRequest).GetProperties().Where(property => !notKept.Contains(property.Name)
            && property.Name != "EqualityContract"))
        {
            Assert.NotEqual(Shown(property.GetValue(new DecisionRequest { Policy = "" })), Shown(property.GetValue(Full)));
        }
    }

    [Fact]
    public void Reports_every_error_of_a_recorded_request_with_its_pointer()
    {
        var replay =
            """{ "request": { "policy": "p", "task": "nonsense" }, "classification": { "source": "oracle", "success": [[1]] }, "extra": 1 }"""u8;

        var (recorded, faults) = RecordedRequestReader.Read(replay);

        Assert.Null(recorded);
        Assert.Equal(
            ["/replay/request/task", "/replay/classification/source", "/replay/classification/success/0", "/replay/extra"],
            faults.Select(fault => fault.Pointer));
    }

    private static string Write(RecordedRequest recorded) => CompactJson.Render(recorded, RecordedRequestWriter.Write);

    private static RecordedRequest Read(string json)
    {
        var (recorded, faults) = RecordedRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(faults);
        return recorded!;
    }

    private static string Shown(object? value) => JsonSerializer.Serialize(value, Indented);

    private static readonly JsonSerializerOptions Indented = new() { Converters = { new AttributeText() } };

    private sealed class AttributeText : System.Text.Json.Serialization.JsonConverter<AttributeValue>
    {
        public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value is AttributeValue.List list ? string.Join('|', list.Values) : value.ToString());
    }
}
