using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Language.Import.Identity;

namespace RulesRouter.Language.Tests.Import;

/// <summary>One model, however it is spelled; two models, however alike.</summary>
public sealed class ModelSpellingTests
{
    /// <summary>Spellings of one model per row.</summary>
    public static TheoryData<string[]> Same => new(
        (string[])
        [
            "claude-opus-4-6", "claude-opus-4.6", "Claude-Opus-4-6", "anthropic/claude-opus-4-6", "anthropic/claude-opus-4.6",
            "anthropic.claude-opus-4-6-v1", "us.anthropic.claude-opus-4-6-v1", "eu.anthropic.claude-opus-4-6-v1",
            "au.anthropic.claude-opus-4-6-v1", "jp.anthropic.claude-opus-4-6-v1", "apac.anthropic.claude-opus-4-6-v1",
            "global.anthropic.claude-opus-4-6-v1", "us-gov.anthropic.claude-opus-4-6-v1:0", "bedrock/us.anthropic.claude-opus-4-6-v1:0",
            "vertex_ai/claude-opus-4-6@default", "openrouter/anthropic/claude-opus-4.6", "anthropic--claude-opus-4.6",
        ],
        [
            "claude-3-5-sonnet-20241022", "claude-3-5-sonnet@20241022", "anthropic.claude-3-5-sonnet-20241022-v2:0",
            "us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3.5-sonnet-20241022",
            "publishers/anthropic/models/claude-3-5-sonnet@20241022",
        ],
        ["claude-haiku-4-5-20251001", "anthropic.claude-haiku-4-5-20251001-v1:0", "global.anthropic.claude-haiku-4-5-20251001-v1:0"],
        ["gpt-4o-2024-08-06", "gpt-4o-20240806", "openai/gpt-4o-2024-08-06", "openai.gpt-4o-2024-08-06"],
        ["gpt-oss-120b", "openai.gpt-oss-120b-1:0", "openai/gpt-oss-120b", "accounts/fireworks/models/gpt-oss-120b", "gpt-oss:120b"],
        ["gpt-5.1", "gpt-5-1", "gpt5.1", "openai/gpt-5.1"],
        ["llama-3.1-8b-instruct", "meta.llama3-1-8b-instruct-v1:0", "us.meta.llama3-1-8b-instruct-v1:0", "meta-llama/Llama-3.1-8B-Instruct",
            "meta-llama/Meta-Llama-3.1-8B-Instruct", "meta-llama-3.1-8b-instruct", "accounts/fireworks/models/llama-v3p1-8b-instruct",
            "@cf/meta/llama-3.1-8b-instruct", "llama-3.1-8b-instant", "Llama-3_1-8B-Instruct"],
        ["llama-3.3-70b-instruct", "meta.llama3-3-70b-instruct-v1:0", "llama-3.3-70b-versatile", "hf:meta-llama/Llama-3.3-70B-Instruct"],
        ["llama-4-scout-17b-instruct", "us.meta.llama4-scout-17b-instruct-v1:0", "meta-llama/Llama-4-Scout-17B-16E-Instruct"],
        ["deepseek-r1", "us.deepseek.r1-v1:0", "deepseek-ai/DeepSeek-R1", "deepseek/deepseek-r1"],
        [
            "deepseek-v3.1", "deepseek.v3-v1:0", "deepseek-ai/DeepSeek-V3-1", "deepseek-ai/DeepSeek-V3.1",
            "accounts/fireworks/models/deepseek-v3p1",
        ],
        ["deepseek-v3.2", "deepseek.v3.2", "deepseek-ai/DeepSeek-V3.2"],
        ["glm-5.1", "zai-org/GLM-5.1", "accounts/fireworks/models/glm-5p1", "z-ai/glm-5.1", "zai.glm-5.1"],
        ["glm-4.7", "zai-glm-4.7", "zai.glm-4.7", "zhipuai/glm-4.7"],
        ["kimi-k2.6", "moonshotai/Kimi-K2.6", "accounts/fireworks/models/kimi-k2p6", "moonshotai.kimi-k2.6", "moonshot.kimi-k2.6"],
        ["kimi-k2-thinking", "moonshot.kimi-k2-thinking", "moonshotai/Kimi-K2-Thinking"],
        [
            "minimax-m2.5", "minimax.minimax-m2.5", "MiniMaxAI/MiniMax-M2.5", "minimax/MiniMax-M2.5",
            "accounts/fireworks/models/minimax-m2p5",
        ],
        ["mistral-large-2512", "mistral.mistral-large-3-675b-instruct"],
        ["mistral-7b-instruct-v0.2", "mistral.mistral-7b-instruct-v0:2", "mistralai/Mistral-7B-Instruct-v0.2"],
        ["nova-pro", "amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1:0", "amazon/nova-pro"],
        ["qwen3-32b", "qwen.qwen3-32b-v1:0", "Qwen/Qwen3-32B", "qwen/qwen-3-32b"],
        ["qwen3-235b-a22b-instruct-2507", "qwen.qwen3-235b-a22b-2507-v1:0", "Qwen/Qwen3-235B-A22B-Instruct-2507"],
        ["gemma-3-27b-it", "google.gemma-3-27b-it", "google/gemma-3-27b-it", "google-gemma-3-27b-it"],
        ["gemini-1.5-pro-001", "gemini-1.5-pro@001", "google/gemini-1.5-pro-001"],
        ["command-r-08-2024", "cohere-command-r-08-2024", "cohere/command-r-08-2024", "CohereForAI/command-r-08-2024"],
        ["grok-4.3", "xai.grok-4.3", "x-ai/grok-4.3", "xai/grok-4-3"]);

    [Theory]
    [MemberData(nameof(Same))]
    public void Spellings_of_one_model_have_one_key(string[] spellings)
    {
        var keys = spellings.Select(spelling => $"{spelling}: {ModelSpelling.Of(spelling).Key}");

        Assert.Equal(spellings.Select(spelling => $"{spelling}: {ModelSpelling.Of(spellings[0]).Key}"), keys);
    }

    [Theory]
    [InlineData("claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022")]
    [InlineData("anthropic.claude-3-5-sonnet-20240620-v1:0", "anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("claude-haiku-4-5", "claude-haiku-4-5-20251001")]
    [InlineData("anthropic.claude-3-sonnet-20240229-v1:0", "anthropic.claude-3-sonnet-20240229-v1:0:200k")]
    [InlineData("amazon.nova-pro-v1:0:24k", "amazon.nova-pro-v1:0:300k")]
    [InlineData("amazon.titan-embed-text-v1", "amazon.titan-embed-text-v2:0")]
    [InlineData("anthropic.claude-v2", "anthropic.claude-v2:1")]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06")]
    [InlineData("gpt-4o-2024-05-13", "gpt-4o-2024-08-06")]
    [InlineData("gpt-4o", "gpt-4o-mini")]
    [InlineData("gpt-5", "gpt-5-codex")]
    [InlineData("gpt-5", "gpt-5.1")]
    [InlineData("gpt-3.5-turbo", "gpt-3.5-turbo-instruct")]
    [InlineData("gpt-oss-120b", "gpt-oss-20b")]
    [InlineData("openai/gpt-oss-120b", "openai/gpt-oss-120b-fast")]
    [InlineData("openai/gpt-oss-20b", "openai/gpt-oss-20b:free")]
    [InlineData("o1", "o1-mini")]
    [InlineData("o1-mini", "o3-mini")]
    [InlineData("llama-3.1-8b-instruct", "llama-3.1-8b-instruct-turbo")]
    [InlineData("meta-llama/Meta-Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo")]
    [InlineData("meta-llama/Meta-Llama-3-8B-Instruct", "meta-llama/Meta-Llama-3-8B-Instruct-Lite")]
    [InlineData("@cf/meta/llama-3.1-8b-instruct", "@cf/meta/llama-3.1-8b-instruct-awq")]
    [InlineData("@cf/meta/llama-3.1-8b-instruct-fp8", "@cf/meta/llama-3.1-8b-instruct-awq")]
    [InlineData("llama-3.3-70b-instruct", "meta-llama/llama-3.3-70b-instruct:free")]
    [InlineData("llama-4-maverick-17b-128e-instruct", "llama-4-maverick-17b-128e-instruct-fp8")]
    [InlineData("llama-3.1-70b-instruct", "nvidia/Llama-3.1-Nemotron-70B-Instruct")]
    [InlineData("deepseek-r1", "deepseek-r1-0528")]
    [InlineData("deepseek-r1", "deepseek-r1-distill-llama-70b")]
    [InlineData("deepseek-r1-distill-qwen-32b", "deepseek-r1-distill-llama-70b")]
    [InlineData("deepseek-v3", "deepseek.v3-v1:0")]
    [InlineData("deepseek-v3.2", "deepseek-v3.2-speciale")]
    [InlineData("deepseek-v3", "deepseek-v3-0324")]
    [InlineData("gemini-2.5-flash", "gemini-2.5-flash-lite")]
    [InlineData("gemini-2.5-flash", "gemini-2.5-flash-preview-09-2025")]
    [InlineData("gemini-1.5-pro@001", "gemini-1.5-pro@002")]
    [InlineData("google/gemma-4-31b-it", "pearl-ai/gemma-4-31b-it")]
    [InlineData("accounts/fireworks/models/llama-v3p1-8b-instruct", "accounts/acme/models/llama-v3p1-8b-instruct")]
    [InlineData("kimi-k2-thinking", "kimi-k2-thinking-turbo")]
    [InlineData("kimi-k2-0711-preview", "kimi-k2-0905-preview")]
    [InlineData("kimi-k2-thinking", "kimi-k2.5")]
    [InlineData("accounts/fireworks/models/kimi-k2p6", "accounts/fireworks/routers/kimi-k2p6-fast")]
    [InlineData("qwen3-235b-a22b", "qwen3-235b-a22b-thinking-2507")]
    [InlineData("qwen3-next-80b-a3b-instruct", "qwen3-next-80b-a3b-thinking")]
    [InlineData("qwen3-coder-480b-a35b-instruct", "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8")]
    [InlineData("grok-4.20-0309-reasoning", "grok-4.20-0309-non-reasoning")]
    [InlineData("phi-3-mini-4k-instruct", "phi-3-mini-128k-instruct")]
    [InlineData("mistral.mistral-7b-instruct-v0:2", "mistral.mistral-7b-instruct-v0:3")]
    [InlineData("mistral-medium-2505", "mistral-medium-2508")]
    [InlineData("mistral-large-latest", "mistral-large-2512")]
    [InlineData("MiniMax-M2.5", "MiniMax-M2.5-highspeed")]
    [InlineData("glm-4.7-flash", "glm-4.7-flashx")]
    [InlineData("nvidia.nemotron-nano-9b-v2", "nvidia.nemotron-nano-9b")]
    public void Different_models_have_different_keys(string one, string other) =>
        Assert.NotEqual(ModelSpelling.Of(one).Key, ModelSpelling.Of(other).Key);

    [Theory]
    [InlineData("us.anthropic.claude-opus-4-7", "us", "anthropic")]
    [InlineData("apac.amazon.nova-pro-v1:0", "apac", "amazon")]
    [InlineData("us-gov.anthropic.claude-3-haiku-20240307-v1:0", "us-gov", "anthropic")]
    [InlineData("anthropic.claude-opus-4-7", null, "anthropic")]
    [InlineData("claude-opus-4-7", null, "anthropic")]
    [InlineData("deepseek-r1-distill-llama-70b", null, "deepseek")]
    [InlineData("llama-3.1-nemotron-70b-instruct", null, "nvidia")]
    [InlineData("nvidia/llama-3.3-nemotron-super-49b-v1", null, "nvidia")]
    [InlineData("meta-llama-3.1-8b-instruct", null, "meta")]
    [InlineData("pearl-ai/gemma-4-31b-it", null, null)]
    [InlineData("eu-large", null, null)]
    public void Spelling_states_region_and_vendor(string spelling, string? region, string? vendor)
    {
        var read = ModelSpelling.Of(spelling);

        Assert.Equal((region, vendor), (read.Region, read.Vendor));
    }

    [Property(MaxTest = 3000)]
    public Property Normalising_twice_changes_nothing() => Prop.ForAll(
        Spellings(),
        spelling =>
        {
            var once = ModelSpelling.Of(spelling);
            var (byName, byKey) = (ModelSpelling.Of(once.Name), ModelSpelling.Of(once.Key));
            return (byName.Key == once.Key && byKey.Key == once.Key).Label($"{spelling} → {once} → {byName}, {byKey}");
        });

    [Property(MaxTest = 3000)]
    public Property Region_vendor_case_and_separators_make_no_difference() => Prop.ForAll(
        Spellings(),
        spelling =>
        {
            var plain = ModelSpelling.Of(spelling);
            string[] others = [spelling.ToUpperInvariant(), $" {spelling} ", plain.Name.Replace('.', '-'), plain.Name.Replace('-', '_')];
            return others.All(other => ModelSpelling.Of(other).Key == plain.Key)
                .Label($"{spelling} {plain.Key}: {string.Join(", ", others.Select(other => ModelSpelling.Of(other).Key))}");
        });

    /// <summary>Words of real names in any order, behind real and unknown prefixes.</summary>
    private static Arbitrary<string> Spellings()
    {
        var prefix = Gen.Elements(
            "", "", "", "eu.", "us.anthropic.", "meta-llama/", "accounts/fireworks/models/", "deepseek.", "minimax.", "qwen.", "zai-",
            "cohere-", "acme/", "@cf/meta/", "hf:", "openai/", "mistral.", "pearl-ai/models/", "meta-", "x-ai/", "anthropic--");
        var word = Gen.Elements(
            "claude", "gpt", "llama", "llama3", "qwen3", "deepseek", "r1", "v3", "v3p1", "k2p6", "m2.5", "4", "4.6", "3-5", "120b",
            "instruct", "turbo", "fp8", "20241022", "2024-08-06", "2507", "thinking", "minimax", "kimi", "glm", "mistral", "v1", "chat",
            "latest", "zai", "meta", "5p1");
        var suffix = Gen.Elements(
            "", "", "", "-v1:0", "-v2:0", "-v1", ":free", "@20250514", "-1:0", ":200k", "@default", "-v0:2", "-v1:0:200k");
        return Arb.From(
            from before in prefix
            from words in Gen.NonEmptyListOf(word).Where(list => list.Count < 6)
            from separator in Gen.Elements("-", "-", "_", " ")
            from after in suffix
            select before + string.Join(separator, words) + after);
    }
}
