using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Matching;

public sealed class ConditionDelegateTests
{
    private static readonly Truth[] Truths = [Truth.False, Truth.Unknown, Truth.True];

    [Fact]
    public void And_is_the_minimum_or_is_the_maximum_and_not_is_the_complement()
    {
        var facts = new RequestFacts(ConditionFixture.Schema);
        foreach (var three in from one in Truths from two in Truths from three in Truths select new[] { one, two, three })
        {
            Assert.Equal(three.Min(), ConditionDelegate.Of(new Condition.All([.. three.Select(Being)], default))(facts));
            Assert.Equal(three.Max(), ConditionDelegate.Of(new Condition.Any([.. three.Select(Being)], default))(facts));
            Assert.Equal(
                Truths[2 - Array.IndexOf(Truths, three[0])],
                ConditionDelegate.Of(new Condition.Not(Being(three[0]), default))(facts));
        }
    }

    /// <summary>In empty facts every fact is unknown.</summary>
    private static Condition Being(Truth truth) => truth == Truth.Unknown
        ? new Condition.BooleanFact(FixedFacts.NeedsVision, default)
        : new Condition.Literal(truth == Truth.True, default);
}
