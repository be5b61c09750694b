using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class RuleFamilyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void At_most_5_percent_of_claims_about_200_rules_are_unknown(int seed)
    {
        var set = AgreementTests.Compile(RuleFamily.Policy(200, seed));
        var results = new PolicyProver(
            set,
            new ProofSettings(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), AllowSampleEvidence: false)).Structure("family");

        Assert.True(results.Length > 400);
        Assert.True(results.Count(result => result.Verdict == ProofVerdict.Unknown) * 20 <= results.Length);
    }
}
