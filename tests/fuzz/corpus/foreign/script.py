import together
reference_models = [
    "meta-llama/Llama-3.3-70B",  # "quotes"
    'Qwen/' 'Qwen2.5-72B',
]
aggregator_model: str = "deepseek-ai/DeepSeek-V3"
aggreagator_system_prompt = """Synthesize \"these\".

Responses:\
"""
layers = 3
async def run(model, prev=None):
    return await client.create(model=model, temperature=0.7, max_tokens=512)
