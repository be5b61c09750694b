using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Candidates by what can be called, and by the model that the client named.</summary>
public sealed class CallableAndModelTests
{
    private static readonly SmallRouting Three = new(Endpoint("a/x", 1), Endpoint("b/x", 2), Endpoint("c/y", 3));

    [Fact]
    public void Endpoint_of_a_provider_that_the_caller_cannot_call_is_no_candidate() =>
        Assert.Equal("b/x c/y", Three.Asking(request => request with { Callable = Ids("b", "c") }).Chain());

    [Fact]
    public void Endpoint_without_a_credential_at_the_gateway_is_no_candidate()
    {
        var routing = Three with { State = RouterState.Healthy with { Callable = Ids("c") } };

        Assert.Equal("c/y", routing.Chain());
        Assert.NotEqual(RouterState.Healthy.Digest, routing.State.Digest);
    }

    [Fact]
    public void Caller_and_gateway_must_both_be_able_to_call()
    {
        var routing = Three with { State = RouterState.Healthy with { Callable = Ids("b", "c") } };

        var denied = routing.Asking(request => request with { Callable = Ids("a") }).Decide();

        Assert.Equal(
            ["callable no provider has a credential"],
            denied.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.ToString()));
    }

    [Fact]
    public void Endpoint_without_a_dialect_that_expresses_the_request_is_no_candidate()
    {
        var routing = Three with
        {
            Endpoints =
            [
                Offering(Three.Endpoints[0], ApiDialect.OpenaiChat),
                Offering(Three.Endpoints[1], ApiDialect.OpenaiChat, ApiDialect.OpenaiResponses),
                Three.Endpoints[2],
            ],
        };

        Assert.Equal("b/x", routing.Asking(request => request with { Dialects = [ApiDialect.OpenaiResponses] }).Chain());
    }

    [Fact]
    public void Endpoint_that_keeps_a_part_of_the_conversation_is_the_only_candidate() =>
        Assert.Equal("b/x", Three.Asking(request => request with { BoundTo = "b/x" }).Chain());

    [Fact]
    public void Request_for_vectors_is_answered_by_an_endpoint_for_vectors()
    {
        var routing = Three with { Endpoints = [Three.Endpoints[0], Three.Endpoints[1] with { Api = EndpointApi.Embedding }] };

        Assert.Equal("b/x", routing.Asking(request => request with { Api = EndpointApi.Embedding }).Chain());
        Assert.Equal("a/x", routing.Chain());
    }

    [Fact]
    public void Vectors_of_another_model_do_not_compare_so_that_a_named_model_is_required()
    {
        var vectors = new SmallRouting([.. Three.Endpoints.Select(endpoint => endpoint with { Api = EndpointApi.Embedding })])
            .Asking(request => request with { Api = EndpointApi.Embedding, RequestedModel = "y" });

        Assert.Equal("c/y", vectors.Selecting(selection => selection with { RequestedModel = RequestedModel.Ignore }).Chain());
    }

    [Theory]
    [InlineData(RequestedModel.Ignore, "y", "a/x b/x c/y")]
    [InlineData(RequestedModel.Prefer, "y", "c/y a/x b/x")]
    [InlineData(RequestedModel.Require, "y", "c/y")]
    [InlineData(RequestedModel.Require, "x", "a/x b/x")]
    [InlineData(RequestedModel.Require, "b/x", "b/x")]
    [InlineData(RequestedModel.Prefer, "z", "a/x b/x c/y")]
    [InlineData(RequestedModel.Require, "*", "")]
    [InlineData(RequestedModel.Require, "z", "")]
    [InlineData(RequestedModel.Require, null, "a/x b/x c/y")]
    internal void Named_model_is_ignored_preferred_or_required(RequestedModel mode, string? named, string chain) =>
        Assert.Equal(
            chain,
            Three.Selecting(selection => selection with { RequestedModel = mode })
                .Asking(request => request with { RequestedModel = named })
                .Chain());

    [Fact]
    public void Required_model_lifts_no_constraint()
    {
        var routing = Three with
        {
            Rules = [Constrain("cheap", Enforcement.Required, (Constraints.ConstraintTable.Of<Constraints.InputPrice>(), 2))],
        };

        var denied = routing.Selecting(selection => selection with { RequestedModel = RequestedModel.Require })
            .Asking(request => request with { RequestedModel = "y" })
            .Decide();

        Assert.IsType<Denied>(denied);
    }

    [Fact]
    public void Preferred_model_yields_before_a_preferred_constraint()
    {
        var routing = Three with
        {
            Rules = [Constrain("cheap", Enforcement.Preferred, (Constraints.ConstraintTable.Of<Constraints.InputPrice>(), 2))],
        };

        Assert.Equal(
            "a/x b/x c/y",
            routing.Selecting(selection => selection with { RequestedModel = RequestedModel.Prefer })
                .Asking(request => request with { RequestedModel = "y" })
                .Chain());
    }

    [Fact]
    public void Alias_names_the_model_that_it_refers_to()
    {
        var alias = new Model("latest", "latest", null, null, []) { AliasOf = [new AliasTarget("y", new DateOnly(2020, 1, 1))] };
        var routing = Three with { Models = [alias, Three.Endpoints[2].Model] };

        Assert.Equal(
            "c/y",
            routing.Selecting(selection => selection with { RequestedModel = RequestedModel.Require })
                .Asking(request => request with { RequestedModel = "latest" })
                .Chain());
    }

    private static Endpoint Offering(Endpoint endpoint, params ApiDialect[] dialects) => endpoint with
    {
        Provider = endpoint.Provider with { Api = new ProviderApi([.. dialects], new Uri("http://h/v1"), ApiAuthentication.Bearer, null) },
    };

    private static ImmutableSortedSet<string> Ids(params string[] ids) => ids.ToImmutableSortedSet(StringComparer.Ordinal);
}
