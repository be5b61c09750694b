using RulesRouter.ArchitectureTests.Knot.First;

namespace RulesRouter.ArchitectureTests.Knot.Second;

internal static class Callee
{
    public static int Answer() => new Result().GetHashCode();
}
