using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Loading;

namespace RulesRouter.Service.Tests.Loading;

/// <summary>A folder that is being written: each read has the next of some contents.</summary>
internal sealed class WrittenSource(IEnumerable<PolicyContent> contents) : IPolicySource
{
    private readonly Queue<PolicyContent> contents = new(contents);

    public bool IsAtomic => false;

    public ImmutableArray<Diagnostic> Problems => [];

    /// <summary>Contents that were not read.</summary>
    public int Left => contents.Count;

    public PolicyContent? Read() => contents.Dequeue();

    public void Expire()
    {
    }

    public PolicyContent ReadCommit(string commit) => throw new InvalidOperationException("a folder has no commits");
}
