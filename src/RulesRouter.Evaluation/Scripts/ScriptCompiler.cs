using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Reads scripts on a thread of its own, while the caller reads conditions.</summary>
internal sealed class ScriptCompiler
{
    private readonly DiagnosticBag found = new();
    private readonly List<PreparedScript> prepared = [];
    private readonly Thread? thread;
    private Exception? failure;

    private ScriptCompiler(IReadOnlyCollection<ScriptDeclaration> scripts)
    {
        if (scripts.Count > 0)
        {
            thread = new Thread(() => Read(scripts), ScriptReader.StackBytes);
            thread.Start();
        }
    }

    public static ScriptCompiler Start(IReadOnlyCollection<ScriptDeclaration> scripts) => new(scripts);

    /// <summary>Waits for the scripts. Those with an error are left out and reported.</summary>
    public ImmutableArray<PreparedScript> Finish(DiagnosticBag diagnostics)
    {
        thread?.Join();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        diagnostics.AddRange(found.Sorted());
        return [.. prepared];
    }

    private void Read(IReadOnlyCollection<ScriptDeclaration> scripts)
    {
        try
        {
            prepared.AddRange(scripts.Select(script => ScriptReader.Read(script, found)).OfType<PreparedScript>());
        }
        catch (Exception exception)
        {
            failure = exception;
        }
    }
}
