using System.Buffers;
using RulesRouter.Language;

namespace RulesRouter.Service.Tests.Snapshots;

public sealed class InternalErrorTests
{
    [Fact]
    public void Reports_an_exception_while_loading_as_an_error_of_that_load()
    {
        var folder = PolicyFolder.Load([new PolicyFile("policy.yaml", new FailingContent().Memory)], "classifier");

        Assert.Null(folder.Set);
        var error = Assert.Single(folder.Diagnostics);
        Assert.True(error.IsError);
        Assert.Equal("internal error while loading: this content fails on purpose", error.Message);
    }

    /// <summary>Simulates a bug: reading it throws.</summary>
    private sealed class FailingContent : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(10);

        public override Span<byte> GetSpan() => throw new InvalidOperationException("this content fails on purpose");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
