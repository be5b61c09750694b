using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A rejected output leads to another model, whatever else fails before or after it.</summary>
public sealed class RejectionPathProperties
{
    private static readonly Gen<SmallRouting> Routings =
        from models in Gen.ListOf(Gen.Elements("x", "y", "z"), 7)
        from prices in Gen.ListOf(Gen.Choose(1, 9), 7)
        from objective in Gen.Elements(Objective.Ordered, Objective.Price, Objective.ExpectedCost)
        from distinct in Gen.Elements(Distinct.None, Distinct.Provider)
        from max in Gen.Choose(1, 6)
        from last in Gen.Choose(-1, 6)
        from tried in Gen.Elements<FailureClass?>(null, FailureClass.Timeout, FailureClass.RejectedOutput)
        let endpoints = models.Select((model, at) => Endpoint($"p{at}/{model}", prices[at])).ToImmutableArray()
        select new SmallRouting(endpoints)
            .Selecting(selection => selection with
            {
                Objective = objective,
                Prefer = objective == Objective.Ordered ? Prefer([.. endpoints.Select(endpoint => (string)endpoint.Id)]) : [],
                Fallback = new FallbackRule(max, distinct, [FailureClass.RejectedOutput]),
                IsSticky = last >= 0,
            })
            .Answered((string)endpoints[Math.Max(last, 0)].Id)
            .Asking(request => request with
            {
                Attempts = tried is { } failed ? [new Attempt(endpoints[^1].Id, failed)] : [],
            });

    [Property(MaxTest = 300)]
    public Property Rejected_model_is_never_asked_again_on_any_path() => Prop.ForAll(Routings.ToArbitrary(), routing =>
    {
        var chain = routing.Decide().Chain;
        var rejected = routing.Request.Attempts.Where(attempt => attempt.Failed == FailureClass.RejectedOutput)
            .Select(attempt => attempt.Endpoint.Split('/')[1])
            .ToImmutableHashSet();

        if (!chain.IsEmpty)
        {
            Follow(chain, 0, rejected);
        }
    });

    [Theory]
    [InlineData("a/x b/x c/y", "a/x b/x c/y")]
    [InlineData("a/x c/y b/x", "a/x c/y")]
    [InlineData("a/x c/y b/x d/z", "a/x c/y d/z")]
    [InlineData("a/x b/x c/y d/x e/y", "a/x b/x c/y e/y")]
    public void Same_model_at_another_provider_stays_beside_its_first_hop(string order, string expected) =>
        Assert.Equal(
            expected,
            new SmallRouting([.. order.Split(' ').Select(id => Endpoint(id))])
                .Selecting(selection => selection with
                {
                    Objective = Objective.Ordered,
                    Prefer = Prefer(order.Split(' ')),
                    Fallback = new FallbackRule(8, Distinct.None, [FailureClass.RejectedOutput]),
                })
                .Chain());

    [Fact]
    public void Without_rejections_on_the_list_the_same_model_may_be_anywhere() =>
        Assert.Equal(
            "a/x c/y b/x",
            new SmallRouting(Endpoint("a/x", 1), Endpoint("c/y", 2), Endpoint("b/x", 3)).Chain());

    /// <summary>Lets the hop fail in every way and follows each.</summary>
    private static void Follow(ImmutableArray<Hop> chain, int at, ImmutableHashSet<string> rejected)
    {
        var model = chain[at].Endpoint.Model.Id;
        Assert.DoesNotContain(model, rejected);
        foreach (var failure in Enum.GetValues<FailureClass>())
        {
            var next = at + 1;
            while (next < chain.Length && !chain[next].On.Contains(failure))
            {
                next++;
            }

            if (next < chain.Length)
            {
                Follow(chain, next, failure == FailureClass.RejectedOutput ? rejected.Add(model) : rejected);
            }
        }
    }
}
