"""Conversations (咨询) between a taxpayer, the automatic helper and an agent."""
