using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects;

/// <summary>What came of translating a whole answer.</summary>
internal abstract record TranslatedAnswer
{
    /// <param name="Body">For the client; the upstream's bytes where both have the same dialect.</param>
    /// <param name="Answer">What it says.</param>
    public sealed record Answered(ReadOnlyMemory<byte> Body, Answer Answer) : TranslatedAnswer;

    /// <summary>Status 200, but an error or nothing that can be read.</summary>
    public sealed record Failed(UpstreamFailure Failure) : TranslatedAnswer;
}
