using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Checking;

/// <summary>Downloads the dependencies of a work tree, with the network, and runs its tests without it.</summary>
internal sealed class ScenarioTests(Sandbox sandbox)
{
    public async Task<TestedTree> Run(Scenario scenario, WorkTree tree, CancellationToken stop)
    {
        if (scenario.PrepareCommand is { } prepare)
        {
            var prepared = await sandbox.Run(prepare, tree.Folder, CommandAccess.Online, stop).ConfigureAwait(false);
            if (!prepared.Succeeded)
            {
                return new TestedTree(prepared, new TestResults());
            }
        }

        TestResults.Clear(tree.Folder, scenario.TestSystem);
        var tested = await sandbox.Run(scenario.TestCommand, tree.Folder, CommandAccess.Offline, stop).ConfigureAwait(false);
        return new TestedTree(tested, TestResults.In(tree.Folder, scenario.TestSystem));
    }
}
