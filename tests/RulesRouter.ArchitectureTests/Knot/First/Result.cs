namespace RulesRouter.ArchitectureTests.Knot.First;

internal sealed class Result;
