using System.Collections.Immutable;
using RulesRouter.Diagnostics;

namespace RulesRouter.Service.Loading;

/// <summary>Where the policies come from.</summary>
internal interface IPolicySource
{
    /// <summary>The content is complete whenever it is read; otherwise it may still be being written.</summary>
    bool IsAtomic { get; }

    /// <summary>Problems of the last read; there may be some beside a content.</summary>
    ImmutableArray<Diagnostic> Problems { get; }

    /// <summary>Null, with problems, if there is nothing to read.</summary>
    PolicyContent? Read();

    /// <summary>The next read looks for changes, whenever the last one did.</summary>
    void Expire();

    /// <summary>An earlier state.</summary>
    /// <param name="commit">At least seven digits of its name.</param>
    /// <exception cref="InvalidOperationException">There is no such commit; the message says why.</exception>
    PolicyContent ReadCommit(string commit);
}
