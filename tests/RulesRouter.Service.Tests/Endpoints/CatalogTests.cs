using System.Net;

namespace RulesRouter.Service.Tests.Endpoints;

public sealed class CatalogTests
{
    [Fact]
    public async Task Policies_are_listed_with_what_they_inherit()
    {
        await using var service = await RunningService.Start(Repository.Policies);

        var policies = (await service.Get("/v1/policies")).Json.GetProperty("policies").EnumerateArray().ToList();

        Assert.DoesNotContain(policies, policy => policy.GetProperty("name").GetString() == "organisation-baseline");
        Assert.Equal(
            """["coding-assistant","organisation-baseline"]""",
            policies.Single(policy => policy.GetProperty("name").GetString() == "coding-assistant").GetProperty("layers").GetRawText());
    }

    [Fact]
    public async Task A_policy_is_shown_with_its_attributes_and_rules()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var policy = (await service.Get("/v1/policies/small")).Json;

        Assert.Equal(
            """[{"name":"team","type":"text","values":[],"default":null,"source":"caller","description":"Who asks."}]""",
            policy.GetProperty("attributes").GetRawText());
        Assert.Equal(
            """{"rule":"small/default","priority":0,"when":null,"constrain":{},"oblige":{},"deny":false,"objective":"price","reason":""}""",
            policy.GetProperty("rules")[1].GetRawText());
    }

    [Fact]
    public async Task A_policy_that_does_not_exist_is_not_found()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Get("/v1/policies/smal");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"unknown policy","status":404,"detail":"no policy is named `smal`; did you mean `small`?"}""",
            answer.Text);
    }

    [Fact]
    public async Task Endpoints_are_listed_with_the_prices_in_force()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var endpoints = (await service.Get("/v1/catalog/endpoints")).Json.GetProperty("endpoints");

        Assert.Equal(
            """{"endpoint":"one/m","model":"m","provider":"one","region":null,"contextTokens":8000,"maxOutputTokens":4000,"tools":true,"vision":false,"structuredOutput":null,"reasoning":null,"audio":false,"files":false,"audioOutput":false,"inputPerMTok":1,"outputPerMTok":2,"pricesAsOf":null,"retiresOn":null}""",
            endpoints[0].GetRawText());
    }
}
