using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class EndpointIdTests
{
    [Theory]
    [InlineData("openai/gpt-5", "openai", "gpt-5", null, null)]
    [InlineData("together/meta/llama:free@1", "together", "meta/llama:free@1", null, null)]
    [InlineData("azure/gpt-5#eu-west", "azure", "gpt-5", "eu-west", null)]
    [InlineData("azure/gpt-5#eu-west.batch", "azure", "gpt-5", "eu-west", "batch")]
    [InlineData("azure/gpt-5#.batch", "azure", "gpt-5", null, "batch")]
    public void An_id_is_provider_model_region_and_tier(string text, string provider, string model, string? region, string? tier)
    {
        var id = EndpointId.Parse(text);

        Assert.Equal((provider, model, region, tier, text), (id.Provider, id.Model, id.Region, id.ServiceTier, id.ToString()));
    }

    [Theory]
    [InlineData("gpt-5")]
    [InlineData("/gpt-5")]
    [InlineData("openai/")]
    [InlineData("openai/#eu")]
    [InlineData("openai/gpt-5#")]
    [InlineData("openai/gpt-5#eu.")]
    [InlineData("openai/gpt-5#a#b")]
    [InlineData("#openai/gpt-5")]
    public void Anything_else_is_no_id(string text)
    {
        Assert.False(EndpointId.TryParse(text, out _));
        Assert.Equal(
            $"`{text}` is not an endpoint id; write `provider/model[#region.tier]`",
            Assert.Throws<FormatException>(() => EndpointId.Parse(text)).Message);
    }
}
