using RulesRouter.ArchitectureTests.Knot.Second;

namespace RulesRouter.ArchitectureTests.Knot.First;

/// <summary>With <see cref="Callee"/>, two namespaces that use each other: the test of the cycle check finds them.</summary>
internal static class Caller
{
    public static int Call() => Callee.Answer();
}
