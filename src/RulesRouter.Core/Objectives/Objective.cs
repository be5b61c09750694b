namespace RulesRouter.Objectives;

/// <summary>What ranking minimises or maximises. Each member has a definition of the same name in this folder.</summary>
internal enum Objective
{
    Price,
    Latency,
    Quality,
    Ordered,
    ExpectedCost,
    Script,
}
