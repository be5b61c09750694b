namespace RulesRouter.ArchitectureTests;

/// <summary>Inside a project, namespaces use each other in one direction.</summary>
public sealed class NamespaceCycleTests
{
    /// <summary>Assemblies whose namespaces still use each other; this list only shrinks.</summary>
    private static readonly string[] Known = [];

    public static TheoryData<string> Assemblies => [.. ProjectReferenceTests.Names.Select(AssemblyOf)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_have_no_cycles(string assembly)
    {
        var graph = NamespaceGraph.Of(Path.Combine(AppContext.BaseDirectory, assembly));
        var cycles = Known.Contains(assembly) ? [] : graph.Cycles();

        Assert.True(
            cycles.Count == 0,
            $"{assembly}: namespaces that use each other:\n{string.Join('\n', cycles.SelectMany(graph.UsesIn))}");
    }

    [Fact]
    public void Cycle_through_a_method_body_is_found() =>
        Assert.Contains(
            NamespaceGraph.Of(typeof(NamespaceCycleTests).Assembly.Location).Cycles(),
            cycle => cycle.SequenceEqual(["RulesRouter.ArchitectureTests.Knot.First", "RulesRouter.ArchitectureTests.Knot.Second"]));

    private static string AssemblyOf(string project) => project switch
    {
        "RulesRouter" => "RulesRouter.Routing.dll",
        "RulesRouter.Cli" => "rulesrouter.dll",
        _ => project + ".dll",
    };
}
