// Two namespaces that use each other, for the test of the cycle check.
namespace RulesRouter.ArchitectureTests.Knot.First
{
    internal static class Caller
    {
        public static int Call() => Second.Callee.Answer();
    }
}

namespace RulesRouter.ArchitectureTests.Knot.Second
{
    internal static class Callee
    {
        public static int Answer() => new First.Result().GetHashCode();
    }
}

namespace RulesRouter.ArchitectureTests.Knot.First
{
    internal sealed class Result;
}
