using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Compiling;

public sealed class StandaloneConditionReaderTests
{
    [Fact]
    public void A_standalone_condition_can_use_attributes_but_not_scripts()
    {
        var diagnostics = new DiagnosticBag();
        var reader = new StandaloneConditionReader(ConditionFixture.Schema);

        Assert.NotNull(reader.Read(EmbeddedSource.FromCode("weight > 5 and team == \"a\""), diagnostics));
        Assert.Null(reader.Read(EmbeddedSource.FromCode("script.valid(team)"), diagnostics));
        var error = Assert.Single(diagnostics.Sorted());
        Assert.Equal("unknown name `script.valid`", error.Message);
        Assert.Equal(
            "conditions outside a policy can use the facts in the reference and the policy's attributes, lets and parameters, but not its scripts",
            error.Help);
    }
}
