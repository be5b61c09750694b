using RulesRouter.Catalog;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests;

/// <summary>The intended situations of the shipped coding-assistant over a small catalog, decided by the running service.</summary>
public sealed class SituationTests(FixtureService fixture) : IClassFixture<FixtureService>
{
    private const string OffPeak = "2026-09-01T20:00:00Z";
    private const string AtPeak = "2026-09-01T08:00:00Z";

    [Fact]
    public async Task Routes_autocomplete_within_a_second_to_a_small_fast_model()
    {
        var answer =
            await Decide("""{ "policy": "coding-assistant", "task": "autocomplete", "deadlineMs": 1000, "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 600, "outputTokens": 20 } }""");

        Assert.Equal("groq/llama-3.1-8b-instant", answer.Chosen);
        Assert.All(answer.Json.GetProperty("fallbacks").EnumerateArray().Prepend(answer.Json.GetProperty("chosen")), hop =>
            Assert.InRange(hop.GetProperty("estimate").GetProperty("latencyP99Ms").GetDouble(), 1, 1000));
    }

    [Fact]
    public async Task Routes_unit_tests_to_a_DeepSeek_chat_model_unless_it_is_down()
    {
        const string Request =
            """{ "policy": "coding-assistant", "task": "unit-test-generation", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 1800, "outputTokens": 900 } }""";

        var up = await Decide(Request);
        var down = await Decide(Request, options => options with { Down = options.Down.Add("deepseek") });

        Assert.Equal("deepseek/deepseek-chat", up.Chosen);
        Assert.Matches("^(mistral|alibaba/qwen)", down.Chosen);
        Assert.All(down.Chain, hop => Assert.DoesNotContain("deepseek/", hop, StringComparison.Ordinal));
        Assert.True(down.Chain.Count > 1);
    }

    [Fact]
    public async Task Routes_an_architecture_review_to_a_Claude_Opus_model()
    {
        var answer =
            await Decide("""{ "policy": "coding-assistant", "task": "code-review", "attributes": { "sensitivity": "public", "scope": "architecture" }, "prompt": "Review this architecture before we build it: twelve services share one database." }""");

        Assert.StartsWith("anthropic/claude-opus-", answer.Chosen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranks_no_Gemini_Flash_model_for_long_output()
    {
        var answer =
            await Decide("""{ "policy": "coding-assistant", "task": "code-generation", "attributes": { "sensitivity": "public" }, "maxOutputTokens": 6000, "estimate": { "inputTokens": 900, "outputTokens": 5000 }, "explain": true }""");

        var flash = new EndpointPattern("*gemini*flash*");
        Assert.NotEmpty(answer.Chain);
        Assert.DoesNotContain(
            answer.Json.GetProperty("trace").GetProperty("ranking").EnumerateArray(),
            candidate => flash.Matches(candidate.GetProperty("endpoint").GetString()!));
    }

    [Fact]
    public async Task Routes_proprietary_code_only_to_endpoints_without_retention_or_training_and_with_SOC_2()
    {
        const string Request =
            """{ "policy": "coding-assistant", "task": "code-generation", "attributes": { "sensitivity": "proprietary" }, "estimate": { "inputTokens": 1500, "outputTokens": 800 } }""";

        var withSample = await Decide(Request);
        var without = await Decide(Request, options => options with { AllowSampleEvidence = false });

        Assert.NotEmpty(withSample.Chain);
        Assert.Equal("sample", withSample.Json.GetProperty("evidence").GetString());
        Assert.Equal(
            """{"max":0,"from":["organisation-baseline/proprietary-code-stays-private"]}""",
            withSample.Json.GetProperty("constraints").GetProperty("dataRetentionDays").GetRawText());
        Assert.Equal("no-candidate", without.Json.GetProperty("denial").GetProperty("code").GetString());
        Assert.Contains(
            "sample evidence counts as unknown, and an unknown fact satisfies no constraint",
            without.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
    }

    [Fact]
    public async Task Output_price_decides_for_long_output_and_input_price_for_long_prompts()
    {
        var heavyOutput = await Decide(Debugging(1500, 3000, OffPeak));
        var heavyInput = await Decide(Debugging(20000, 50, AtPeak));

        Assert.NotEqual("google/gemini-3.1-flash-lite", heavyOutput.Chosen);
        Assert.Equal("google/gemini-3.1-flash-lite", heavyOutput.Chain[^1]);
        Assert.Equal("google/gemini-3.1-flash-lite", heavyInput.Chosen);
    }

    [Fact]
    public async Task Peak_prices_change_the_chosen_endpoint_with_the_time_of_day()
    {
        Assert.Equal("deepseek/deepseek-chat", (await Decide(Debugging(1500, 3000, OffPeak))).Chosen);
        Assert.Equal("mistral/codestral-latest", (await Decide(Debugging(1500, 3000, AtPeak))).Chosen);
    }

    private static string Debugging(int input, int output, string at) =>
        $$"""{ "policy": "coding-assistant", "task": "debugging", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": {{input}}, "outputTokens": {{output}} }, "at": "{{at}}" }""";

    private async Task<RunningService.Answer> Decide(string request, Func<ServiceOptions, ServiceOptions>? change = null)
    {
        if (change is null)
        {
            return await fixture.Running.Decide(request);
        }

        await using var service = await RunningService.Start(
            fixture.Policies,
            options => change(options with { AllowSampleEvidence = true, AllowAt = true, KeyAttributes = ["sensitivity=public"] }));
        return await service.Decide(request);
    }
}
