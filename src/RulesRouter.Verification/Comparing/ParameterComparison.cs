using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Verification.Comparing;

/// <summary>
/// Compares the values of parameters that documents of kind Parameters set; a changed default is a change of the policy's own document.
/// </summary>
internal static class ParameterComparison
{
    public static IEnumerable<PolicyChange> Compare(CompiledPolicySet before, CompiledPolicySet after) => before.Names
        .Select(name => (Old: before.Find(name)!, New: after.Find(name)))
        .Where(pair => pair.New is not null)
        .SelectMany(pair => pair.New!.Parameters
            .Select(now => (Now: now, Old: pair.Old.Parameters.FirstOrDefault(was => was.Name == now.Name)))
            .Where(values => values.Old is not null && values.Old.Text != values.Now.Text
                && values.Old.Declaration.Default == values.Now.Declaration.Default)
            .Select(values => new PolicyChange(pair.Old.Name, $"parameter {values.Now.Name}", ChangeKind.Changed,
                [new FieldChange("value", values.Old!.Text, values.Now.Text)])));
}
