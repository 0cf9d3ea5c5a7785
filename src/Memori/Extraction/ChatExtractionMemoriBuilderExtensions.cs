using Memori;
using Memori.Extraction;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the extractor of memories.</summary>
public static class ChatExtractionMemoriBuilderExtensions
{
    /// <summary>Extracts with the registered <see cref="AI.IChatClient"/> in place of the rules, which stay as the fallback.</summary>
    /// <param name="builder">The builder.</param>
    public static MemoriBuilder AddChatExtraction(this MemoriBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IMemoryExtractor, ChatExtractor>());
        return builder;
    }
}
