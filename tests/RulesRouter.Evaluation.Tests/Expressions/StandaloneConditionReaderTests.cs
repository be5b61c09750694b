using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Expressions;

public sealed class StandaloneConditionReaderTests
{
    [Fact]
    public void Outside_a_policy_its_attributes_are_seen_but_not_its_scripts()
    {
        var diagnostics = new DiagnosticBag();
        var reader = new StandaloneConditionReader(ConditionFixture.Schema);

        Assert.NotNull(reader.Read(EmbeddedSource.FromCode("weight > 5 and team == \"a\""), diagnostics));
        Assert.Null(reader.Read(EmbeddedSource.FromCode("script.valid(team)"), diagnostics));
        var fault = Assert.Single(diagnostics.Sorted());
        Assert.Equal("unknown name `script.valid`", fault.Message);
        Assert.Equal("conditions outside a policy can use the facts in the reference and the policy's attributes, but not its scripts, lets and parameters", fault.Help);
    }
}
