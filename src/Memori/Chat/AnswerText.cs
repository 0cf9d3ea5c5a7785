using System.Text;
using Microsoft.Extensions.AI;

namespace Memori.Chat;

/// <summary>Collects the final answer as it passes: the text after the last call of a tool.</summary>
internal sealed class AnswerText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether a tool was called whose result is still to come: then this is not yet the answer.</summary>
    public bool IsPending { get; private set; }

    public string? Model { get; private set; }

    public void Add(ChatResponseUpdate update)
    {
        Model ??= update.ModelId;
        Add(update.Contents);
    }

    public void Add(ChatResponse response)
    {
        Model ??= response.ModelId;
        foreach (var message in response.Messages)
        {
            Add(message.Contents);
        }
    }

    public override string ToString() => _text.ToString();

    private void Add(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            if (content is TextContent text)
            {
                _text.Append(text.Text);
            }
            else if (content is FunctionCallContent { InformationalOnly: false } or FunctionResultContent)
            {
                IsPending = content is FunctionCallContent;
                _text.Clear();
            }
        }
    }
}
